import type { Pool } from 'pg';

/** Words that names, companies and tags are made of: enough of each that searches find some and not all. */
const first = [
  'Ada',
  'Zoë',
  'Jürgen',
  'Mia',
  'Noah',
  'Olivia',
  'Liam',
  'Emma',
  'Lukas',
  'Sofía',
  'Kenji',
  'Amara',
];
const last = [
  'Lovelace',
  'Müller',
  'Okafor',
  'Tanaka',
  'García',
  'Novak',
  'Schmidt',
  'Rossi',
  'Larsen',
  'Dubois',
];
const tags = ['vip', 'newsletter', 'berlin', 'partner', 'cold', 'renewal', 'webinar', 'priority'];
const stages = [
  'subscriber',
  'lead',
  'marketing_qualified_lead',
  'sales_qualified_lead',
  'opportunity',
  'customer',
];

/**
 * Puts so many registrations straight into the log, unsealed: the bench measures questions, and folding sealed events
 * gives the same rows. Names, tags and stages are thrown independently of one another. The projection service folds them like any others.
 */
export const registerMany = async (admin: Pool, count: number): Promise<void> => {
  await admin.query(
    `with head as (update log.head set position = position + $1 returning position - $1 as start)
     insert into log.events (position, stream, revision, id, type, schema, data, metadata)
     select
       head.start + n, 'customer-' || id, 0, gen_random_uuid(), 'CustomerRegistered', 1,
       json_build_object(
         'salutation', null, 'firstName', ($2::text[])[1 + dice[1] % 12], 'lastName', ($3::text[])[1 + dice[2] % 10] || ' ' || to_hex(n % 65536),
         'jobTitle', 'Clerk', 'companyName', 'Company ' || n % 20000, 'birthDate', null, 'locale', null, 'timeZone', null,
         'leadSource', null,
         'emails', json_build_array(json_build_object('id', gen_random_uuid(), 'address', 'person' || n || '@company' || n % 20000 || '.example',
           'label', 'work', 'primary', true, 'invalid', false, 'optedOut', false, 'shared', true)),
         'phones', json_build_array(json_build_object('id', gen_random_uuid(), 'number', '+4930' || 10000000 + n,
           'label', 'mobile', 'primary', true, 'invalid', false, 'doNotCall', false)),
         'address', null, 'tags', json_build_array(($4::text[])[1 + dice[3] % 8]), 'stage', ($5::text[])[1 + dice[4] % 6],
         'ownerId', ('01890000-0000-7000-8000-' || lpad((n % 50)::text, 12, '0')), 'source', 'import', 'attributes', null),
       json_build_object(
         'actor', 'bench', 'correlation', id, 'causation', id,
         'recordedAt', to_char(timestamp '2024-01-01' + n * interval '60 seconds', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
     from head, generate_series(1, $1::int) n, lateral (select uuidv7(n * interval '1 millisecond' - interval '1 day') as id offset 0) ids,
       lateral (select array_agg(abs(hashint4(n + k * 1000003) % 1000)) as dice from generate_series(1, 4) k) thrown`,
    [count, first, last, tags, stages],
  );
  await admin.query('analyze log.events');
};

/** What is asked of them: by name, with values that differ from one time to the next. */
export const mix: Readonly<Record<string, (n: number) => string>> = {
  'list, newest first': () => '/customers',
  'list, one stage by name': (n) => `/customers?stage=${stages[n % stages.length]}&sort=name&order=asc`,
  'list, one owner': (n) => `/customers?ownerId=01890000-0000-7000-8000-${String(n % 50).padStart(12, '0')}`,
  'list, a tag by company': (n) => `/customers?tag=${tags[n % tags.length]}&sort=companyName&order=asc`,
  'list, by last activity': () => '/customers?sort=lastActivityAt',
  'search, first letters': (n) =>
    `/customers?q=${encodeURIComponent((last[n % last.length] ?? '').slice(0, 3))}`,
  'search, two words': (n) => `/customers?q=${encodeURIComponent(`${first[n % 12]} ${last[n % 10]}`)}`,
  'search, an address': (n) => `/customers?q=person${(n * 7919) % 1_000_000}@company`,
  'search, a number': (n) => `/customers?q=4930${10_000_000 + ((n * 7919) % 1_000_000)}`,
  'search, mistyped': (n) => `/customers?q=${['lovelase', 'mullr', 'shmidt', 'tanakka', 'novvak'][n % 5]}`,
};
