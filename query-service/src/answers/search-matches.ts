import type { Asked } from '@crm/service-kit/questions/answers';
import { all, type Fragment, sql } from '@crm/service-kit/questions/sql';
import { type Filter, type ListAsked, memberOf, ownedByAny } from './customer-list.ts';
import type { Condition, SearchTerms } from './search-terms.ts';

/**
 * An index of words finds all its matches before it gives the first, and each is a row read from anywhere: 200 ms for
 * 40,000 of them. So the newest rows are looked through first (0.5 ms), which hold a page of what many have; then the
 * index is asked together with that of the newest ids (10 ms for the same 40,000); only then for all, at once where all
 * are that near.
 */
const reach = { walked: 2_000, near: 20_000 } as const;
/** Of fewer matches among those walked through, those near make no page either, and none are so many that all is slow. */
const promising = 2;
/** So many of the near matches are looked up for their stage. */
const lookedUp = 1_000;

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
  limit ${reach.walked})`;

/**
 * The tables that end in `matched` (id): a page of the rows that fit, newest first. Each step is taken where those
 * before it found no page and left rows unseen.
 */
export const matched = (wanted: Wanted, { checked, sought }: Condition, below: Fragment): Fragment => {
  const { asked, visible } = wanted;
  const page = asked.limit + 1;
  const rowAt = (offset: number) => sql`(
    select id from customer_search where ${visible('owner_id')} and ${below} order by id desc offset ${offset} limit 1
  )`;
  return sql`
    walked as materialized (
      select id from ${newest(wanted, below)} s
      where ${checked} and ${fitting(asked, 'lookup')}
      limit ${page}
    ),
    walked_is_enough as materialized (
      select (select count(*) from walked) = ${page} or ${rowAt(reach.walked)} is null as so
    ),
    furthest as materialized (
      select ${rowAt(reach.near)} as id
    ),
    -- The upper bound bounds nothing: with it the planner takes the range for a narrow one, and asks both indexes.
    near as materialized (
      select id from (
        select id from customer_search s
        where not (select so from walked_is_enough) and (select count(*) from walked) >= ${promising}
          and (select id from furthest) is not null
          and ${visible('owner_id')} and ${below}
          and id >= (select id from furthest)
          and id <= 'ffffffff-ffff-ffff-ffff-ffffffffffff'
          and ${sought} and ${fitting({ ...asked, stage: undefined }, 'join')}
        order by id desc
        limit ${asked.stage ? lookedUp : page}
      ) s
      where ${fitting({ stage: asked.stage, archived: 'all' }, 'lookup')}
      limit ${page}
    ),
    near_is_enough as materialized (
      select (select count(*) from near) = ${page} as so
    ),
    matched as materialized (
      select id from walked where (select so from walked_is_enough)
      union all
      select id from near where (select so from near_is_enough)
      union all
      (select id from customer_search s
      where not (select so from walked_is_enough) and not (select so from near_is_enough)
        and ${visible('owner_id')} and ${below} and ${sought} and ${fitting(asked, 'join')}
      order by id desc
      limit ${page})
    )`;
};

/**
 * The filters of a list, as the narrow search table (here `s`) has them. The stage stands in the customer's own row: of
 * the few that are looked through it is looked up one by one, with the index the planner joins as it sees fit.
 */
export const fitting = (
  { stage, ownerId, tag, archived, ...member }: Filter,
  by: 'lookup' | 'join',
): Fragment<false> =>
  all([
    stage && stageIs[by](stage),
    ownerId && ownedByAny(ownerId),
    tag && sql`tags && ${tag}`,
    memberOf(member, 's.id'),
    { no: sql`not archived`, yes: sql`archived`, all: undefined }[archived],
  ]);

const stageIs = {
  lookup: (stages: readonly string[]) =>
    sql`(select c.stage = any(${stages}) from customer c where c.id = s.id)`,
  join: (stages: readonly string[]) =>
    sql`exists (select from customer c where c.id = s.id and c.stage = any(${stages}))`,
} as const;
