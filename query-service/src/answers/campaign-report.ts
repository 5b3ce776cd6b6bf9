import {
  type CampaignReport,
  type Effect,
  EffectCounts,
  liftsOf,
  type Money,
  ratesOf,
  type Variant,
} from '@crm/contracts';
import { snake } from '@crm/service-kit/questions/rows';
import { raw, sql, statementOf } from '@crm/service-kit/questions/sql';
import type { Pool } from 'pg';

const names = Object.keys(EffectCounts.shape) as readonly (keyof EffectCounts)[];
const sums = raw(names.map((name) => `'${name}', sum(${snake(name)})`).join(', '));

/** A campaign and the counts of its members by variant, of one moment. */
interface Found {
  readonly channel: string;
  readonly variants: readonly Variant[];
  readonly cost: Money | null;
  readonly effects: readonly { readonly variant: string | null; readonly counts: EffectCounts }[];
}

/** What a campaign achieved: the counts are those of the summary, the rates follow from them. */
export const campaignReport = async (pool: Pool, id: string): Promise<CampaignReport> => {
  const found = await foundIn(pool, id);
  const effect = (variant: string | null, counts: readonly EffectCounts[]): Effect => {
    const sum = added(counts);
    return { variant, counts: sum, rates: ratesOf(sum, found.channel) };
  };
  // Declared ones in their order, for the first is what the others are compared with; then what members have besides.
  const declared = found.variants.map(({ name }) => name);
  const others = found.effects.flatMap(({ variant }) =>
    variant === null || declared.includes(variant) ? [] : [variant],
  );
  const variants = [...declared, ...others].map((name) =>
    effect(
      name,
      found.effects.filter(({ variant }) => variant === name).map(({ counts }) => counts),
    ),
  );
  return {
    campaignId: id,
    channel: found.channel,
    total: effect(
      null,
      found.effects.map(({ counts }) => counts),
    ),
    variants,
    lifts: liftsOf(variants),
    cost: found.cost,
  };
};

const foundIn = async (pool: Pool, id: string): Promise<Found> => {
  const { rows } = await pool.query<Found>(
    statementOf(sql`
      select channel, variants, actual_cost as cost, coalesce((
        select json_agg(json_build_object('variant', variant, 'counts', counts) order by variant)
        from (
          select variant, json_build_object(${sums}) as counts
          from campaign_effect
          where campaign_id = c.id
          group by variant
        ) e
      ), '[]') as effects
      from campaign c
      where id = ${id}`),
  );
  const [found] = rows;
  if (found === undefined) throw new Error(`campaign ${id} was there a moment ago`);
  return found;
};

const added = (counts: readonly EffectCounts[]): EffectCounts =>
  EffectCounts.parse(
    Object.fromEntries(names.map((name) => [name, counts.reduce((sum, each) => sum + each[name], 0)])),
  );
