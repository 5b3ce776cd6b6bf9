import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Next } from '../appending.ts';

const rows = 100_000;
const perChunk = 1_000;
const streams = 3_200;

/**
 * COPY into the log itself, with all its indexes, in one transaction: what this Postgres takes in at most through a
 * client that makes its events as it goes. Nothing is judged. Gives events a second.
 */
export const copied = async (admin: Pool, next: Next): Promise<number> => {
  const { rows: head } = await admin.query<{ position: bigint }>('select position from log.head');
  const first = (head[0]?.position ?? 0n) + 1n;
  const client = await admin.connect();
  const startedAt = performance.now();
  await pipeline(Readable.from(chunks(first, next)), client.query(copyFrom('copy log.events from stdin')));
  const seconds = (performance.now() - startedAt) / 1000;
  client.release();
  await admin.query('update log.head set position = position + $1', [rows]);
  return rows / seconds;
};

function* chunks(first: bigint, next: Next): Generator<string> {
  for (let from = 0; from < rows; from += perChunk)
    yield Array.from({ length: perChunk }, (_, n) => line(first, from + n, next)).join('');
}

/** A line of COPY's text format, in one of as many streams as the clients write to in turn. */
const line = (first: bigint, n: number, next: Next): string => {
  const { event } = next(0, 0);
  const json = [event.data, event.metadata].map((value) => JSON.stringify(value).replaceAll('\\', '\\\\'));
  const place = [first + BigInt(n), `copied-${first}-${n % streams}`, Math.floor(n / streams)];
  return `${[...place, event.id, event.type, event.schema, ...json].join('\t')}\n`;
};
