import type { RecordedEvent } from '@crm/contracts';
import type { Pool } from 'pg';
import { readFailure } from './failures.ts';

type Row = readonly [
  position: unknown,
  stream: string,
  revision: number,
  id: string,
  type: string,
  schema: number,
  data: string,
  metadata: string,
];

const columns =
  'e.position, e.stream, e.revision, e.id, e.type, e.schema, e.data::text as data, e.metadata::text as metadata';

const statements = {
  stream: `
    select ${columns} from log.events e
    where e.stream = $1 and e.revision >= $2
    order by e.revision limit $3`,
  streams: `
    select ${columns}
    from unnest($1::text[], $2::int[]) as wanted (stream, revision)
    cross join lateral (
      select * from log.events e where e.stream = wanted.stream and e.revision >= wanted.revision
      order by e.revision offset 0
    ) e`,
  log: `
    select ${columns} from log.events e
    where e.position > $1
    order by e.position limit $2`,
} as const;

/** Milliseconds: a server that has stopped answering must not hold its readers for ever. */
export const answerTimeout = 30_000;

/** Runs one of the log's reading statements. @throws Unavailable */
export const readEvents = async (
  pool: Pool,
  name: keyof typeof statements,
  values: unknown[],
): Promise<readonly RecordedEvent[]> => {
  const query = {
    name: `log.${name}`,
    text: statements[name],
    values,
    rowMode: 'array' as const,
    query_timeout: answerTimeout,
  };
  try {
    return (await pool.query<Row & unknown[]>(query)).rows.map(recorded);
  } catch (error) {
    throw readFailure(error);
  }
};

/** Position of the last event; null while there is none. @throws Unavailable */
export const readHead = async (pool: Pool): Promise<bigint | null> => {
  try {
    const { rows } = await pool.query<{ position: unknown }>('select position from log.head');
    const position = BigInt(String(rows[0]?.position));
    return position === 0n ? null : position;
  } catch (error) {
    throw readFailure(error);
  }
};

const recorded = ([position, stream, revision, id, type, schema, data, metadata]: Row): RecordedEvent => ({
  id,
  type,
  schema,
  stream,
  revision,
  position: BigInt(String(position)),
  data: JSON.parse(data),
  metadata: JSON.parse(metadata),
});
