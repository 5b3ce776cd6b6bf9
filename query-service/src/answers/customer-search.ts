import { CustomerCard } from '@crm/contracts';
import type { Asked } from '@crm/service-kit/questions/answers';
import { cursorOf, type Keyset, type Paged, paged, valuesAfter } from '@crm/service-kit/questions/keyset';
import { columnsOf } from '@crm/service-kit/questions/rows';
import { type Fragment, sql } from '@crm/service-kit/questions/sql';
import { filtered, type ListAsked, orderOf } from './customer-list.ts';
import {
  alike,
  fitting,
  matches,
  newest,
  rank,
  size,
  span,
  type Wanted,
  wholeFirst,
} from './search-matches.ts';
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

const byRank = (wanted: Wanted): Paged<true> => {
  const { after, limit } = wanted.asked;
  const by = [
    { column: 'rank', type: 'integer' },
    { column: 'id', type: 'uuid' },
  ] as const;
  const keyset: Keyset = { by, order: 'desc', after, limit };
  const [last, id] = valuesAfter(keyset) as readonly [number?, string?];
  const end = sql`order by rank desc, id desc limit ${limit + 1}`;
  const within = last === undefined ? sql`true` : sql`(rank, id) < (${last}::integer, ${id}::uuid)`;
  const carded = (tables: Fragment, found: Fragment): Fragment<true> => sql`
    with ${tables}
    select ${columnsOf(CustomerCard, 'c')}, m.rank
    from (${found}) m
    join customer c using (id)
    where ${wanted.visible('c.owner_id')}
    ${end}`;

  const likes = carded(
    sql`${size(wanted, sql`true`)}, ${alike(wanted)}`,
    sql`select id, rank from alike where ${within} ${end}`,
  );
  const ranked = carded(
    size(wanted, sql`true`),
    sql`select id, rank from (${matches(wanted, wholeFirst(wanted))}) s where ${within} ${end}`,
  );
  return {
    segments:
      last === undefined
        ? [carded(...walked(wanted, wholeFirst(wanted), sql`true`, end)), likes]
        : last === rank.many
          ? [carded(...walked(wanted, sql`${rank.many}::integer`, sql`id < ${id}::uuid`, end))]
          : [...(last > rank.alike ? [ranked] : []), likes],
    limit,
    cursorOf: (row) => cursorOf(keyset, row),
    shape: undefined,
  };
};

/** A page of many, by id alone; where the newest rows do not hold one, of the matches by their rank. */
const walked = (
  wanted: Wanted,
  ranked: Fragment,
  below: Fragment,
  end: Fragment,
): readonly [tables: Fragment, found: Fragment] => {
  const { asked, terms } = wanted;
  const many = sql`(select are_many from walked_far)`;
  return [
    sql`
      ${size(wanted, below)},
      walked as materialized (
        select id from ${newest(wanted, below)} s
        where ${terms.begun} and ${fitting(asked, 'lookup')}
        limit ${asked.limit + 1}
      ),
      walked_far as materialized (
        select is_large and (select count(*) from walked) > ${asked.limit} as are_many from size
      )`,
    sql`
      select id, ${rank.many}::integer as rank from walked where ${many}
      union all
      (select id, rank from (${matches(wanted, ranked, { below, unless: many })}) s ${end})`,
  ];
};

const bySort = (wanted: Wanted): Paged<true> => {
  const { asked, terms, visible } = wanted;
  const many = sql`(select are_many from walked_far)`;
  const cards = columnsOf(CustomerCard);
  return paged(
    orderOf(asked),
    ({ where, sorted, end }) => sql`
      with ${size(wanted, sql`true`)},
      walked as materialized (
        select ${cards} from (
          select ${cards} from customer
          where ${visible('owner_id')} and ${filtered(asked)} and ${where}
          ${sorted}
          limit ${span}
        ) c
        where (select ${terms.begun} from customer_search s where s.id = c.id)
        limit ${asked.limit + 1}
      ),
      walked_far as materialized (select count(*) > ${asked.limit} as are_many from walked),
      ${alike(wanted)},
      matched as materialized (
        ${matches(wanted, sql`0`, { unless: many })}
        union all
        select id, rank from alike where not ${many}
      )
      select * from (
        select ${cards} from walked where ${many}
        union all
        (select ${cards} from customer
        where ${visible('owner_id')} and id in (select id from matched) and ${where}
        ${end})
      ) page
      ${end}`,
  );
};
