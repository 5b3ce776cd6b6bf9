import type { Pool } from 'pg';
import type { OneEvent } from '../appending.ts';

interface Waiting extends OneEvent {
  readonly done: (position: bigint) => void;
  readonly fail: (fault: unknown) => void;
}

/**
 * The least that is a group commit into the same log: whatever waits goes in with one call, under the locked head, at
 * consecutive positions, each event at the revision after its stream's last. It expects none, knows no event again,
 * holds nobody to canonical JSON, tells no reader, and has one flush under way.
 */
export const prototype = async (admin: Pool) => {
  await admin.query(flushFunction);
  let waiting: Waiting[] = [];
  let flushing = false;
  const flush = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    try {
      const { rows } = await admin.query<[bigint]>({ ...call, values: columnsOf(batch) });
      batch.forEach(({ done }, index) => {
        done(rows[index]?.[0] ?? 0n);
      });
    } catch (fault) {
      for (const { fail } of batch) fail(fault);
    }
    // Those who were answered append again in this very turn.
    setImmediate(next);
  };
  const next = (): void => {
    flushing = waiting.length > 0;
    if (flushing) void flush();
  };
  return ({ stream, event }: OneEvent): Promise<bigint> =>
    new Promise((done, fail) => {
      waiting.push({ stream, event, done, fail });
      if (flushing) return;
      flushing = true;
      setImmediate(next);
    });
};

const flushFunction = `
  create function log.prototype(
    streams text[], ids uuid[], types text[], schemas int[], datas json[], metadatas json[]
  ) returns setof bigint language plpgsql as $$
  declare last bigint;
  begin
    select position into last from log.head for update;
    update log.head set position = last + cardinality(ids);
    return query
    insert into log.events (position, stream, revision, id, type, schema, data, metadata)
    select
      last + n, stream, (select coalesce(max(revision), -1) + 1 from log.events e where e.stream = event.stream),
      id, type, schema, data, metadata
    from unnest(streams, ids, types, schemas, datas, metadatas) with ordinality
      as event (stream, id, type, schema, data, metadata, n)
    returning position;
  end $$`;

const call = {
  name: 'prototype',
  text: 'select log.prototype($1::text[], $2::uuid[], $3::text[], $4::int[], $5::json[], $6::json[])',
  rowMode: 'array',
} as const;

const columnsOf = (batch: readonly Waiting[]): unknown[] => [
  batch.map(({ stream }) => stream),
  batch.map(({ event }) => event.id),
  batch.map(({ event }) => event.type),
  batch.map(({ event }) => event.schema),
  batch.map(({ event }) => JSON.stringify(event.data)),
  batch.map(({ event }) => JSON.stringify(event.metadata)),
];
