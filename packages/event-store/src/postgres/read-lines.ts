import type { Pool, PoolClient } from 'pg';
import { to } from 'pg-copy-streams';
import { readFailure } from './failures.ts';
import { answerTimeout } from './reads.ts';

/** Events a statement: whoever takes their time holds no snapshot for long. */
const eventsEach = 20_000;
/** Bytes that are handed out at a time: some hundred events. */
const chunkBytes = 256 * 1024;

const lineBreak = 10;

/**
 * The log's lines (lines.ts), as Postgres writes them: a million events take a second of this process, and six where each
 * is a row of an answer. @throws Unavailable
 */
export async function* readLines(pool: Pool, after: bigint, until: bigint): AsyncGenerator<Buffer> {
  for (let last = after; ; ) {
    let read = 0;
    for await (const lines of linesAfter(pool, last, until)) {
      read += countOf(lines);
      last = lastIn(lines);
      yield lines;
    }
    if (read < eventsEach) return;
  }
}

async function* linesAfter(pool: Pool, after: bigint, until: bigint): AsyncGenerator<Buffer> {
  let client: PoolClient | undefined;
  let whole = false;
  try {
    client = await pool.connect();
    yield* gathered(chunksAfter(client, after, until));
    whole = true;
  } catch (error) {
    throw readFailure(error);
  } finally {
    // A connection that has more to say is of no use to anybody.
    client?.release(!whole);
  }
}

/** COPY takes no parameters: positions are numbers of our own. */
async function* chunksAfter(client: PoolClient, after: bigint, until: bigint): AsyncGenerator<Buffer> {
  const stream = client.query(
    to(`copy (
      select position, stream, type, id, revision, schema, data, metadata from log.events
      where position > ${after} and position <= ${until}
      order by position
      limit ${eventsEach}
    ) to stdout`),
  );
  // A server that has stopped answering must not hold its readers for ever.
  const watch = setTimeout(() => stream.destroy(new Error('the database does not answer')), answerTimeout);
  try {
    for await (const chunk of stream) {
      watch.refresh();
      yield chunk;
      watch.refresh();
    }
  } finally {
    clearTimeout(watch);
  }
}

/** Whole lines, some at a time. */
async function* gathered(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let [held, bytes]: [Buffer[], number] = [[], 0];
  for await (const chunk of chunks) {
    held.push(chunk);
    bytes += chunk.length;
    if (bytes < chunkBytes) continue;
    const all = Buffer.concat(held, bytes);
    const end = all.lastIndexOf(lineBreak) + 1;
    if (end > 0) yield all.subarray(0, end);
    [held, bytes] = [[all.subarray(end)], all.length - end];
  }
  if (bytes > 0) yield Buffer.concat(held, bytes);
}

const countOf = (lines: Buffer): number => {
  let count = 0;
  for (let at = lines.indexOf(lineBreak); at >= 0; at = lines.indexOf(lineBreak, at + 1)) count++;
  return count;
};

const lastIn = (lines: Buffer): bigint => {
  const start = lines.lastIndexOf(lineBreak, lines.length - 2) + 1;
  return BigInt(lines.toString('latin1', start, lines.indexOf('\t', start)));
};
