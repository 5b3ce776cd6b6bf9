import type { EffectCounts, Rate, RateName } from '@crm/contracts';
import { formatNumber } from '../../../ui/format.ts';

/** What a rate is called, and what stands above its line. */
export const rateWords: Readonly<Record<RateName, { readonly name: string; readonly of: string }>> = {
  delivery: { name: 'Delivery rate', of: 'delivered' },
  bounce: { name: 'Bounce rate', of: 'bounced' },
  open: { name: 'Open rate', of: 'opened' },
  openOfSent: { name: 'Open rate of sent', of: 'opened' },
  clickThrough: { name: 'Click-through rate', of: 'clicked' },
  clickToOpen: { name: 'Click-to-open rate', of: 'clicked' },
  unsubscribe: { name: 'Unsubscribe rate', of: 'unsubscribed' },
  complaint: { name: 'Complaint rate', of: 'complained' },
  response: { name: 'Response rate', of: 'responded' },
  conversion: { name: 'Conversion rate', of: 'converted' },
};

/** Numerator and denominator in words: `117 opened of 500 delivered`. */
export const shareWords = ({ name, numerator, denominator, of }: Rate): string =>
  `${formatNumber(numerator)} ${rateWords[name].of} of ${formatNumber(of)} ${denominator}`;

/** What members are counted by, in the order of the report. */
export const countNames: Readonly<Record<keyof EffectCounts, string>> = {
  members: 'Members',
  suppressed: 'Not addressed',
  sent: 'Sent',
  delivered: 'Delivered',
  opened: 'Opened',
  clicked: 'Clicked',
  responded: 'Responded',
  converted: 'Converted',
  bouncedHard: 'Bounced (hard)',
  bouncedSoft: 'Bounced (soft)',
  unsubscribed: 'Unsubscribed',
  complained: 'Complained',
  failed: 'Failed',
};

const isCount = (name: string): name is keyof EffectCounts => Object.hasOwn(countNames, name);

export const counted: readonly (keyof EffectCounts)[] = Object.keys(countNames).filter(isCount);

/** Rungs that only some channels tell of. */
export const told: ReadonlySet<keyof EffectCounts> = new Set(['opened', 'clicked']);
