import type { Asked } from '@crm/service-kit/questions/answers';
import { all, type Fragment, sql } from '@crm/service-kit/questions/sql';
import { type ListAsked, ownedByAny } from './customer-list.ts';
import type { SearchTerms } from './search-terms.ts';

/**
 * An index of words finds all its matches before it gives the first: 20 ms at 40,000, 100 ms at 700,000. So these many
 * rows are looked through first, in the order asked for: where they hold a page, there are many, and the index is not
 * asked. A caller who sees no more than these rows needs no index either.
 */
export const span = 5_000;

/** Ranks: of many, all the same; else whole words, their beginnings, and what is only alike (0 to 1,000). */
export const rank = { many: 4_000, whole: 3_000, begun: 2_000, alike: 1_000 } as const;

/** Fewer matches than this, and mistyped words are looked for as well. */
const enough = 10;
/** So many customers with words alike are ranked, and so many of them shown. */
const alikes = { ranked: 1_000, shown: 50 } as const;

/** What is looked for, and where. */
export interface Wanted {
  readonly asked: ListAsked;
  readonly terms: SearchTerms;
  readonly visible: Asked['visible'];
}

/** The rows that the caller may see, newest first. What is asked of them stays outside: it must not change the plan. */
export const newest = ({ visible }: Wanted, below: Fragment): Fragment => sql`(
  select id, owner_id, archived, tags, lexemes
  from customer_search
  where ${visible('owner_id')} and ${below}
  order by id desc
  limit ${span})`;

/** The table `size`: whether the caller may see more rows than are looked through. An offset, but a small one. */
export const size = ({ visible }: Wanted, below: Fragment): Fragment => sql`
  size as materialized (
    select exists (
      select from customer_search where ${visible('owner_id')} and ${below} order by id desc offset ${span}
    ) as is_large
  )`;

/** The matches (id, rank): of many rows by the index, of few by looking through them. `size` stands before it. */
export const matches = (
  wanted: Wanted,
  ranked: Fragment,
  { below = sql`true`, unless = sql`false` }: { below?: Fragment; unless?: Fragment } = {},
): Fragment => sql`
  select id, ${ranked} as rank
  from ${newest(wanted, below)} s
  where not ${unless} and not (select is_large from size) and ${wanted.terms.begun}
    and ${fitting(wanted.asked, 'lookup')}
  union all
  select id, ${ranked}
  from customer_search s
  where not ${unless} and (select is_large from size) and ${wanted.visible('owner_id')} and ${below}
    and ${wanted.terms.begun} and ${fitting(wanted.asked, 'join')}`;

/** Whole words before their beginnings. */
export const wholeFirst = ({ terms }: Wanted): Fragment =>
  sql`case when ${terms.whole} then ${rank.whole}::integer else ${rank.begun}::integer end`;

/** The table `alike` (id, rank): where hardly anything matches, what has words alike. `size` stands before it. */
export const alike = (wanted: Wanted): Fragment => {
  const { asked, terms, visible } = wanted;
  if (terms.alike === undefined) return sql`alike as (select null::uuid as id, 0 as rank where false)`;
  return sql`
    alike as materialized (
      select id, rank from (
        select id, ${terms.likeness} as rank
        from customer_search s
        where (select count(*) from (${matches(wanted, sql`0`)} limit ${enough}) few) < ${enough}
          and ${terms.alike} and not ${terms.begun} and ${visible('owner_id')} and ${fitting(asked, 'join')}
        limit ${alikes.ranked}
      ) s
      order by rank desc, id desc
      limit ${alikes.shown}
    )`;
};

/**
 * The filters of a list, as the narrow search table (here `s`) has them. The stage stands in the customer's own row: of
 * the few that are looked through it is looked up one by one, with the index the planner joins as it sees fit.
 */
export const fitting = (
  { stage, ownerId, tag, archived }: ListAsked,
  by: 'lookup' | 'join',
): Fragment<false> =>
  all([
    stage && stageIs[by](stage),
    ownerId && ownedByAny(ownerId),
    tag && sql`tags && ${tag}`,
    { no: sql`not archived`, yes: sql`archived`, all: undefined }[archived],
  ]);

const stageIs = {
  lookup: (stages: readonly string[]) =>
    sql`(select c.stage = any(${stages}) from customer c where c.id = s.id)`,
  join: (stages: readonly string[]) =>
    sql`exists (select from customer c where c.id = s.id and c.stage = any(${stages}))`,
} as const;
