import { CustomerCard } from '@crm/contracts';
import { wordsIn } from '@crm/read-models';
import type { Asked } from '@crm/service-kit/questions/answers';
import { type Paged, paged } from '@crm/service-kit/questions/keyset';
import { columnsOf } from '@crm/service-kit/questions/rows';
import { all, type Fragment, sql } from '@crm/service-kit/questions/sql';
import { filtered, type ListAsked, orderOf, ownedByAny } from './customer-list.ts';

type SearchAsked = ListAsked & { readonly q: string };

/** Up to so many matches are found first and sorted then; of more, the order's index is walked until a page is full. */
const few = 5_000;
/** Fewer matches than this, and mistyped words are looked for as well. */
const enough = 10;
/** Ranks: whole words before their beginnings, both before what is only alike (0 to 1,000). */
const rank = { whole: 3_000, begun: 2_000 } as const;

/**
 * A page of the customers whose words begin with those asked for, in any order; where there are hardly any, also those
 * with words alike. Without a `sort` the best match comes first, of equal ones the newest (ids hold their time).
 */
export const found = (asked: SearchAsked, visible: Asked['visible']): Paged<true> => {
  const matches = matching(asked, visible);
  return asked.sort === undefined ? byRank(asked, matches, visible) : bySort(asked, matches, visible);
};

const byRank = (asked: SearchAsked, matches: Matches, visible: Asked['visible']): Paged<true> => {
  const { after, limit } = asked;
  const by = [
    { column: 'rank', type: 'integer' },
    { column: 'id', type: 'uuid' },
  ] as const;
  return paged({ by, order: 'desc', after, limit }, ({ where, end }) => {
    // Of very many, all count as begun: then only the id orders them, by which the table can be walked.
    const walked = sql`
      select * from (select id, ${rank.begun}::integer as rank from customer_search where ${matches.isMany} and ${matches.begun}) m
      where ${where} ${end}`;
    return sql`
      with ${matches.tables}
      select ${columnsOf(CustomerCard, 'c')}, rank
      from (select * from (select * from few union all (${walked})) m where ${where} ${end}) m
      join customer c using (id)
      where ${visible('c.owner_id')}
      ${end}`;
  });
};

const bySort = (asked: SearchAsked, matches: Matches, visible: Asked['visible']): Paged<true> =>
  paged(
    orderOf(asked),
    ({ where, end }) => sql`
      with ${matches.tables}
      select * from (
        (select ${columnsOf(CustomerCard)}
        from customer
        where ${visible('owner_id')} and id in (select id from few) and ${where}
        ${end})
        union all
        (select ${columnsOf(CustomerCard)}
        from customer
        where ${matches.isMany} and ${visible('owner_id')} and ${filtered(asked)} and ${where}
          and exists (select from customer_search s where s.id = customer.id and ${matches.begunBy})
        ${end})
      ) both_ways
      ${end}`,
  );

interface Matches {
  /** The tables `begun` (more than `few` of them: not all) and `few` (id, rank). */
  readonly tables: Fragment;
  readonly isMany: Fragment;
  readonly begun: Fragment;
  readonly begunBy: Fragment;
}

const matching = (asked: SearchAsked, visible: Asked['visible']): Matches => {
  const words = wordsOf(asked.q);
  const [begins, whole] = [tsquery(words, ':*'), tsquery(words, '')];
  const plain = words.join(' ');
  const begunBy = sql`lexemes @@ ${begins}::tsquery`;
  const fits = sql`${visible('owner_id')} and ${fitting(asked)}`;
  const begun = sql`${fits} and ${begunBy}`;
  const isMany = sql`(select count(*) from begun) > ${few}`;
  const tables = sql`
    begun as materialized (
      select id, case when lexemes @@ ${whole}::tsquery then ${rank.whole}::integer else ${rank.begun}::integer end as rank
      from customer_search
      where ${begun}
      limit ${few + 1}
    ),
    alike as materialized (
      select id, (1000 * word_similarity(${plain}, text))::integer as rank
      from customer_search
      where (select count(*) from begun) < ${enough}
        and ${plain} <% text and ${fits} and not ${begunBy}
      order by rank desc, id desc
      limit 50
    ),
    few as (
      select id, rank from begun where not (${isMany}) union all select id, rank from alike
    )`;
  return { tables, isMany, begun, begunBy };
};

/** The list's filters, as the narrow search table has them. */
const fitting = ({ stage, ownerId, tag, archived }: SearchAsked): Fragment<false> =>
  all([
    stage && sql`exists (select from customer c where c.id = customer_search.id and c.stage = any(${stage}))`,
    ownerId && ownedByAny(ownerId),
    tag && sql`tags && ${tag}`,
    { no: sql`not archived`, yes: sql`archived`, all: undefined }[archived],
  ]);

/** What is searched, folded like what is stored: words; an address as a whole; of a telephone number the digits. */
const wordsOf = (q: string): readonly string[] => {
  if (/^[+\d][\d\s().\-/]{2,}$/.test(q)) return [q.replace(/\D/g, '').replace(/^00/, '')];
  return q.split(/\s+/).flatMap((part) => (part.includes('@') ? [part.toLowerCase()] : wordsIn(part)));
};

/** A query in the text form of Postgres: all words, each quoted. Nothing to look for finds nothing. */
const tsquery = (words: readonly string[], suffix: ':*' | ''): string =>
  words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'${suffix}`).join(' & ');
