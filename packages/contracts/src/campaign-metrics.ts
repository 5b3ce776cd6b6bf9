import { z } from 'zod';
import { tracksOpens } from './channel.ts';
import { Money } from './money.ts';

/** Distinct members by what they reached: domain.md, section 8. */
export const EffectCounts = z.object({
  members: z.int(),
  /** Members who are not addressed and were not reached all the same. */
  suppressed: z.int(),
  /** S */
  sent: z.int(),
  /** D = S - B */
  delivered: z.int(),
  /** B, hard and soft: a member with both counts as hard. */
  bouncedHard: z.int(),
  bouncedSoft: z.int(),
  /** uO, at least one open */
  opened: z.int(),
  /** uC, at least one click */
  clicked: z.int(),
  /** U */
  unsubscribed: z.int(),
  /** K */
  complained: z.int(),
  /** R */
  responded: z.int(),
  converted: z.int(),
  failed: z.int(),
});
export type EffectCounts = z.infer<typeof EffectCounts>;

export const RateName = z.enum([
  'delivery',
  'bounce',
  'open',
  'openOfSent',
  'clickThrough',
  'clickToOpen',
  'unsubscribe',
  'complaint',
  'response',
  'conversion',
]);
export type RateName = z.infer<typeof RateName>;

/** What a rate is a share of. */
export const Denominator = z.enum(['sent', 'delivered', 'opened', 'targeted']);

/** A share of members, from 0 to 1; null where its denominator is 0 or the channel does not tell. */
export const Rate = z.object({
  name: RateName,
  value: z.number().nullable(),
  numerator: z.int(),
  denominator: Denominator,
  of: z.int(),
});
export type Rate = z.infer<typeof Rate>;

/** What the members of a campaign, or of one variant of it, did. */
export const Effect = z.object({
  variant: z.string().nullable(),
  counts: EffectCounts,
  rates: z.array(Rate),
});
export type Effect = z.infer<typeof Effect>;

/** A variant's conversion rate beside the first variant's: a two-proportion z-test, pooled, two-sided. */
export const Lift = z.object({
  variant: z.string(),
  base: z.string(),
  /** (rate - base rate) / base rate; null where the base rate is 0 or undefined. */
  lift: z.number().nullable(),
  /** Null where there is nothing to test. */
  z: z.number().nullable(),
  p: z.number().nullable(),
  /** Members delivered of this variant and of the base. */
  n: z.int(),
  baseN: z.int(),
});
export type Lift = z.infer<typeof Lift>;

export const CampaignReport = z.object({
  campaignId: z.string(),
  channel: z.string(),
  total: Effect,
  variants: z.array(Effect),
  lifts: z.array(Lift),
  /** C */
  cost: Money.nullable(),
});
export type CampaignReport = z.infer<typeof CampaignReport>;

/** Every rate of some counts. For e-mail the response rate is a share of what was sent, elsewhere of those targeted. */
export const ratesOf = (counts: EffectCounts, channel: string): Rate[] => {
  const targeted = counts.members - counts.suppressed;
  const denominators = { ...counts, targeted };
  const rate = (
    name: RateName,
    numerator: number,
    denominator: z.infer<typeof Denominator>,
    told = true,
  ): Rate => {
    const of = denominators[denominator];
    return { name, value: told && of > 0 ? numerator / of : null, numerator, denominator, of };
  };
  const opens = tracksOpens(channel);
  return [
    rate('delivery', counts.delivered, 'sent'),
    rate('bounce', counts.bouncedHard + counts.bouncedSoft, 'sent'),
    rate('open', counts.opened, 'delivered', opens),
    rate('openOfSent', counts.opened, 'sent', opens),
    rate('clickThrough', counts.clicked, 'delivered', opens),
    rate('clickToOpen', counts.clicked, 'opened', opens),
    rate('unsubscribe', counts.unsubscribed, 'delivered'),
    rate('complaint', counts.complained, 'delivered'),
    rate('response', counts.responded, channel === 'email' ? 'sent' : 'targeted'),
    rate('conversion', counts.converted, 'delivered'),
  ];
};

/** Each variant against the first, by conversions of those delivered. */
export const liftsOf = (variants: readonly Effect[]): Lift[] => {
  const [base, ...others] = variants;
  return base === undefined ? [] : others.map((other) => liftOf(base, other));
};

const liftOf = (base: Effect, other: Effect): Lift => {
  const [n, baseN] = [other.counts.delivered, base.counts.delivered];
  const [rate, baseRate] = [other.counts.converted / n, base.counts.converted / baseN];
  const pooled = (other.counts.converted + base.counts.converted) / (n + baseN);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / baseN));
  const z = n > 0 && baseN > 0 && deviation > 0 ? (rate - baseRate) / deviation : null;
  return {
    variant: other.variant ?? '',
    base: base.variant ?? '',
    lift: n > 0 && baseRate > 0 ? (rate - baseRate) / baseRate : null,
    z,
    p: z === null ? null : 2 * (1 - normal(Math.abs(z))),
    n,
    baseN,
  };
};

/** The standard normal distribution function. Abramowitz and Stegun 26.2.17, absolute error below 7.5e-8. */
const normal = (x: number): number => {
  const t = 1 / (1 + 0.2316419 * x);
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * series;
};
