import { wordsIn } from '@crm/read-models';
import type { Pool } from 'pg';
import { firstNames, lastNames, lateStage, oldStage, stages, tags } from './people.ts';

/** Who owns the customers, in equal parts; the last one is given by who asks. */
export const owners = Array.from(
  { length: 49 },
  (_, n) => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`,
);

/**
 * Puts so many registrations straight into the log, unsealed: the bench measures questions, and folding sealed events
 * gives the same rows. Names, tags and stages are thrown independently, but for the two stages that are meant to be
 * awkward; a few names are common and many are rare: the nth comes 1 / (n + 4) as often as it would if it were the first.
 * The projection service folds them like any others.
 */
export const registerMany = async (admin: Pool, count: number, seller: string): Promise<void> => {
  const plain = (names: readonly string[]) => names.map((name) => wordsIn(name).join(''));
  await admin.query(
    `with head as (update log.head set position = position + $1 returning position - $1 as start)
     insert into log.events (position, stream, revision, id, type, schema, data, metadata)
     select
       head.start + n, 'customer-' || id, 0, gen_random_uuid(), 'CustomerRegistered', 1,
       json_build_object(
         'salutation', null, 'firstName', ($2::text[])[f], 'lastName', ($3::text[])[l],
         'jobTitle', 'Clerk', 'companyName', 'Company ' || n % 20000, 'birthDate', null, 'locale', null, 'timeZone', null,
         'leadSource', null,
         'emails', json_build_array(json_build_object('id', gen_random_uuid(),
           'address', case when n % 5 = 0 then 'person' else ($4::text[])[f] || '.' || ($5::text[])[l] end || n || '@company' || n % 20000 || '.example',
           'label', 'work', 'primary', true, 'invalid', false, 'optedOut', false, 'shared', true)),
         'phones', json_build_array(json_build_object('id', gen_random_uuid(), 'number', '+4930' || 10000000 + n,
           'label', 'mobile', 'primary', true, 'invalid', false, 'doNotCall', false)),
         'address', null, 'tags', json_build_array(($6::text[])[1 + trunc(u[3] * 8)]),
         'stage', case when n <= 1000 then $8 when ($5::text[])[l] > 'zimmero' then $9 else ($7::text[])[1 + trunc(u[4] * 6)] end,
         'ownerId', ($10::text[])[1 + n % 50], 'source', 'import', 'attributes', null),
       json_build_object(
         'actor', 'bench', 'correlation', id, 'causation', id,
         'recordedAt', to_char(timestamp '2024-01-01' + n * interval '60 seconds', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
     from head, generate_series(1, $1::int) n,
       lateral (select uuidv7(n * interval '1 millisecond' - interval '1 day') as id offset 0) ids,
       lateral (select array_agg((hashint4extended(n, k) & 1048575) / 1048576.0::float) as u from generate_series(1, 4) k) thrown,
       lateral (select ceil(4 * (power(cardinality($2::text[]) / 4.0 + 1, u[1]) - 1) + 1e-9)::int as f,
         ceil(4 * (power(cardinality($3::text[]) / 4.0 + 1, u[2]) - 1) + 1e-9)::int as l) named`,
    [
      count,
      firstNames,
      lastNames,
      plain(firstNames),
      plain(lastNames),
      tags,
      stages,
      oldStage,
      lateStage,
      [...owners, seller],
    ],
  );
  await admin.query('analyze log.events');
};
