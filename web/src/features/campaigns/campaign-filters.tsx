import { CampaignStatus, CampaignType } from '@crm/contracts';
import { Choices } from '../../ui/Choices.tsx';
import type { Filter } from '../../ui/FilterBar.tsx';
import { humanise } from '../../ui/format.ts';
import { ClockIcon, TagIcon } from '../../ui/icons.ts';
import type { ListState } from './list-state.ts';

/** Everything that campaigns can be filtered by, with its words and its controls. */
export const campaignFilters = (
  { status, type }: ListState,
  onChange: (next: Partial<ListState>) => void,
): readonly Filter[] => [
  {
    id: 'status',
    label: 'Status',
    Icon: ClockIcon,
    chosen: said('Status', status),
    clear: () => onChange({ status: [] }),
    values: () => (
      <Choices
        options={inWords(CampaignStatus.options)}
        chosen={status}
        onChosen={(chosen) => onChange({ status: chosen })}
      />
    ),
  },
  {
    id: 'type',
    label: 'Type',
    Icon: TagIcon,
    chosen: said('Type', type),
    clear: () => onChange({ type: [] }),
    values: () => (
      <Choices
        options={inWords(CampaignType.options)}
        chosen={type}
        onChosen={(chosen) => onChange({ type: chosen })}
      />
    ),
  },
];

const inWords = <T extends string>(words: readonly T[]) =>
  words.map((value) => ({ value, label: humanise(value) }));

const said = (label: string, words: readonly string[]): string | null =>
  words.length === 0 ? null : `${label}: ${words.map(humanise).join(', ')}`;
