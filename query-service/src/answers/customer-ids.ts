import type { customerQuestions, QuestionParams } from '@crm/contracts';
import type { Asked } from '@crm/service-kit/questions/answers';
import { type Paged, paged } from '@crm/service-kit/questions/keyset';
import { sql } from '@crm/service-kit/questions/sql';
import { filtered } from './customer-list.ts';
import { fitting } from './search-matches.ts';
import { countOf, similar } from './search-similar.ts';
import { searchTerms } from './search-terms.ts';

type IdsAsked = QuestionParams<typeof customerQuestions.customerIds>;

/** A page of the ids of exactly those customers whom the list finds for the same filter, by id. */
export const idsOf = ({ q, after, limit, ...filter }: IdsAsked, visible: Asked['visible']): Paged<true> => {
  const keyset = { by: [{ column: 'id', type: 'uuid' }], order: 'asc', after, limit } as const;
  if (q === undefined)
    return paged(
      keyset,
      ({ where, end }) => sql`
        select id from customer
        where ${visible('owner_id')} and ${filtered(filter)} and ${where}
        ${end}`,
    );
  const terms = searchTerms(q);
  const wanted = { asked: { ...filter, order: 'asc', limit } as const, terms, visible };
  return paged(
    keyset,
    ({ where, end }) => sql`
      with begun as materialized (
        select id from customer_search s
        where ${visible('owner_id')} and ${terms.begun.sought} and ${fitting(filter, 'join')} and ${where}
        ${end}
      ),
      ${similar(wanted, countOf(wanted, terms.begun), 1)}
      select id from (
        select id from begun
        union all
        select id from likes where ${where}
      ) found
      ${end}`,
  );
};
