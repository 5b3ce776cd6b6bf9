import { type Fragment, sql } from '@crm/service-kit/questions/sql';
import { fitting, type Wanted } from './search-matches.ts';
import type { Condition } from './search-terms.ts';

/** Fewer matches than this, and mistyped words are looked for as well; what has a digit in it is right if it is there. */
export const enough = { words: 10, digits: 1 } as const;
/** So many customers with words alike are ranked, and so many of them shown. */
const most = { ranked: 1_000, shown: 50 } as const;

/** How many match, counted no further than it takes to know that they are enough. */
export const countOf = ({ asked, visible }: Wanted, { sought }: Condition): Fragment => sql`(
  select count(*) from (
    select from customer_search s
    where ${visible('owner_id')} and ${sought} and ${fitting(asked, 'join')}
    limit ${enough.words}
  ) s
)`;

/**
 * The tables that end in `likes` (id, rank): where hardly anything matches, what does when a slip is taken back from
 * each word; where nothing at all does and nobody has such words, what has words alike (50 ms where many do). `respelled` is
 * the rank of the former.
 */
export const similar = (wanted: Wanted, matching: Fragment, respelled: number): Fragment => {
  const { asked, terms, visible } = wanted;
  const others = sql`(select are_few from few) and ${visible('owner_id')} and not ${terms.begun.checked}
    and ${fitting(asked, 'join')}`;
  return sql`
    counted as materialized (
      select ${matching} as n
    ),
    few as materialized (
      select n = 0 as are_none, n < ${terms.hasDigits ? enough.digits : enough.words}::integer as are_few
      from counted
    ),
    respelled as materialized (
      select id, ${respelled}::integer as rank from customer_search s
      where ${others} and ${terms.respelled ? sql`lexemes @@ (select ${terms.respelled})` : sql`false`}
      limit ${most.ranked}
    ),
    alike as materialized (
      select id, ${terms.likeness} as rank from customer_search s
      where ${others} and (select are_none from few) and not exists (select from respelled)
        and not (select ${terms.known}) and ${terms.alike ?? sql`false`}
      limit ${most.ranked}
    ),
    likes as materialized (
      select id, rank from (select id, rank from respelled union all select id, rank from alike) s
      order by rank desc, id desc
      limit ${most.shown}
    )`;
};
