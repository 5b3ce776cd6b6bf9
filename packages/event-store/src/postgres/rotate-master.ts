import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { encrypt } from '../sealing/cipher.ts';
import { type MasterKeys, unwrapped } from '../sealing/keyring.ts';
import { checkOf } from './check-keys.ts';

/** Keys a batch: some milliseconds of work, after which a pause lets others go first. */
const batchSize = 500;
/** Milliseconds after a batch, and before another pass where keys were added meanwhile under the master key before. */
const [rest, pause] = [5, 1000];

/** How far a rotation has come. */
export interface Rotated {
  /** Keys that this call wrapped anew. */
  readonly rewrapped: number;
  /** No key is left under an earlier master key: that one is needed no more. */
  readonly finished: boolean;
}

/**
 * Puts every subject's key under the current master key, row by row, while others serve; no event is touched. It begins
 * where nothing has begun yet, goes on where a crash ended it, and several processes at once do no harm. From its
 * beginning a start without both keys is refused, from its end one with the previous key.
 * @throws WrongKey where a key opens under neither of them
 */
export const rotateMaster = async (pool: Pool, master: MasterKeys, signal: AbortSignal): Promise<Rotated> => {
  const { current, previous, generation } = master;
  let rewrapped = 0;
  if (previous === undefined) return { rewrapped, finished: true };
  await pool.query('select keys.begin_rotation($1, $2)', [
    checkOf('master', previous),
    checkOf('master', current),
  ]);
  while (!signal.aborted) {
    for await (const batch of earlierKeys(pool, generation)) {
      await rewrap(pool, master, batch);
      rewrapped += batch.length;
      if (signal.aborted) return { rewrapped, finished: false };
      await delay(rest);
    }
    const { rows } = await pool.query<{ finished: boolean }>('select keys.finish_rotation() as finished');
    if (rows[0]?.finished) return { rewrapped, finished: true };
    await delay(pause, undefined, { signal }).catch(() => undefined);
  }
  return { rewrapped, finished: false };
};

interface Wrapped {
  readonly subject: string;
  readonly wrapped: Buffer;
}

/** The keys under earlier master keys, in batches, one pass by their subjects' names. */
async function* earlierKeys(pool: Pool, generation: number): AsyncGenerator<readonly Wrapped[]> {
  for (let last = ''; ; ) {
    const { rows } = await pool.query<Wrapped>({
      name: 'keys.earlier',
      text: `
        select subject, wrapped from keys.subjects
        where subject > $1 and wrapped is not null and master_generation < $2
        order by subject
        limit $3`,
      values: [last, generation, batchSize],
    });
    const end = rows.at(-1);
    if (end === undefined) return;
    yield rows;
    last = end.subject;
  }
}

const rewrap = async (pool: Pool, master: MasterKeys, batch: readonly Wrapped[]): Promise<void> => {
  const renewed = batch.map(({ subject, wrapped }) =>
    encrypt(master.current, unwrapped(master, { subject, wrapped }), subject),
  );
  await pool.query('select keys.rewrap($1, $2, $3, $4)', [
    batch.map(({ subject }) => subject),
    batch.map(({ wrapped }) => wrapped),
    renewed,
    master.generation,
  ]);
};
