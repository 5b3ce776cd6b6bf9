import { type EffectCounts, tracksOpens } from '@crm/contracts';
import { formatNumber } from '../../../ui/format.ts';
import { told } from './words.ts';

/** How many members, or null where the channel does not tell. */
export const countOf = (counts: EffectCounts, name: keyof EffectCounts, channel: string): number | null =>
  told.has(name) && !tracksOpens(channel) ? null : counts[name];

/** A count as it stands in the report; a dash where it is not known. */
export const formatKnown = (count: number | null): string => (count === null ? '–' : formatNumber(count));

/** How long a bar is, from 0 to 1: a share of the longest. */
export const lengthOf = (count: number | null, longest: number): number =>
  count === null || longest === 0 ? 0 : count / longest;
