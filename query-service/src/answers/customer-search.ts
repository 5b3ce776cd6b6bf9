import { CustomerCard } from '@crm/contracts';
import type { Asked } from '@crm/service-kit/questions/answers';
import { cursorOf, type Keyset, type Paged, paged, valuesAfter } from '@crm/service-kit/questions/keyset';
import { columnsOf } from '@crm/service-kit/questions/rows';
import { type Fragment, sql } from '@crm/service-kit/questions/sql';
import { filtered, type ListAsked, orderOf } from './customer-list.ts';
import { fitting, matched, newest, type Wanted } from './search-matches.ts';
import { countOf, enough, similar } from './search-similar.ts';
import { searchTerms } from './search-terms.ts';

/**
 * A page of the customers whose words begin with those asked for, in any order; where there are hardly any, also those
 * with words alike. Without a `sort` the best match comes first, of equal ones the newest (ids hold their time).
 */
export const found = (
  { q, ...asked }: ListAsked & { readonly q: string },
  visible: Asked['visible'],
): Paged<true> => {
  const wanted = { asked, terms: searchTerms(q), visible };
  return asked.sort === undefined ? byRank(wanted) : bySort(wanted);
};

/** Whole words, their beginnings, one slip in each, and what is only alike (0 to 1,000). */
const rank = { whole: 3_000, begun: 2_000, respelled: 1_000 } as const;

const byRank = (wanted: Wanted): Paged<true> => {
  const { terms, visible } = wanted;
  const { after, limit } = wanted.asked;
  const by = [
    { column: 'rank', type: 'integer' },
    { column: 'id', type: 'uuid' },
  ] as const;
  const keyset: Keyset = { by, order: 'desc', after, limit };
  const [last = Number.POSITIVE_INFINITY, id] = valuesAfter(keyset) as readonly [number?, string?];
  const isNew = last > rank.begun;
  const below = (its: number): Fragment => (last === its ? sql`id < ${id}::uuid` : sql`true`);
  const carded = (tables: Fragment, rows: Fragment): Fragment<true> => sql`
    with ${tables}
    select ${columnsOf(CustomerCard, 'c')}, m.rank
    from (${rows}) m
    join customer c using (id)
    where ${visible('c.owner_id')}
    order by rank desc, id desc
    limit ${limit + 1}`;

  const whole = carded(
    matched(wanted, terms.whole, below(rank.whole)),
    sql`select id, ${rank.whole}::integer as rank from matched`,
  );
  // The beginnings of two common words take the index 17 ms, whole ones 6: they are asked for once.
  const counted = isNew
    ? sql`(select count(*) from matched) + ${countOf(wanted, terms.whole)}`
    : countOf(wanted, terms.begun);
  const begun = carded(
    sql`
      ${matched(wanted, terms.onlyBegun, below(rank.begun))},
      ${similar(wanted, counted, rank.respelled)}`,
    sql`
      select id, ${rank.begun}::integer as rank from matched
      union all
      select id, rank from likes`,
  );
  const likes = carded(
    similar(wanted, countOf(wanted, terms.begun), rank.respelled),
    sql`select id, rank from likes where (rank, id) < (${last}::integer, ${id}::uuid)`,
  );
  return {
    segments: last >= rank.whole ? [whole, begun] : last >= rank.begun ? [begun] : [likes],
    limit,
    cursorOf: (row) => cursorOf(keyset, row),
    shape: undefined,
  };
};

/** Of so many of the newest rows that match it can be told that a walk in another order finds a page soon. */
const common = 50;
/** So many rows are looked through in the order asked for. */
const span = 5_000;

/**
 * Sorted by a column, all matches must be known before the first is. Several words that enough customers have are taken
 * for whole ones: finding all that begin with two common words takes the index three times as long.
 */
const bySort = (wanted: Wanted): Paged<true> => {
  const { asked, terms, visible } = wanted;
  const cards = columnsOf(CustomerCard);
  return paged(
    orderOf(asked),
    ({ where, sorted, end }) => sql`
      with common as materialized (
        select count(*) = ${common} as is_so
        from (select from ${newest(wanted, sql`true`)} s where ${terms.begun.checked} limit ${common}) s
      ),
      walked as materialized (
        select ${cards} from (
          select ${cards} from customer
          where (select is_so from common) and ${visible('owner_id')} and ${filtered(asked)} and ${where}
          ${sorted}
          limit ${span}
        ) c
        where (select ${terms.begun.checked} from customer_search s where s.id = c.id)
        limit ${asked.limit + 1}
      ),
      walked_far as materialized (select count(*) > ${asked.limit} as are_many from walked),
      whole as materialized (
        select id from customer_search s
        where not (select are_many from walked_far) and ${terms.areSeveral ? terms.whole.sought : sql`false`}
          and ${visible('owner_id')} and ${fitting(asked, 'join')}
      ),
      whole_is_enough as materialized (select count(*) >= ${enough.words} as so from whole),
      begun as materialized (
        select id from whole where (select so from whole_is_enough)
        union all
        select id from customer_search s
        where not (select are_many from walked_far) and not (select so from whole_is_enough)
          and ${visible('owner_id')} and ${terms.begun.sought} and ${fitting(asked, 'join')}
      ),
      ${similar(wanted, sql`(select count(*) from begun)`, rank.respelled)},
      matched as materialized (
        select id from begun
        union all
        select id from likes where not (select are_many from walked_far)
      )
      select * from (
        select ${cards} from walked where (select are_many from walked_far)
        union all
        (select ${cards} from customer
        where ${visible('owner_id')} and id in (select id from matched) and ${where}
        ${end})
      ) page
      ${end}`,
  );
};
