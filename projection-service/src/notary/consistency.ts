import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Consistency,
  modelPositions,
  positionIn,
  type Served,
} from '@crm/service-kit/questions/consistency';
import type { Pool } from 'pg';

/** Milliseconds: the longest wait, a second longer than a signature takes, and how often it is looked for. */
const patience = 2_000;
const poll = 100;

/**
 * Read your own writes in what is signed: waits until the latest checkpoint has reached the caller's position, and the
 * read models that are asked who may see it.
 */
export const signedConsistency =
  (pool: Pool): Consistency =>
  async (reads, token): Promise<Served> => {
    const wanted = token === undefined ? 0n : positionIn(token);
    const until = performance.now() + patience;
    for (let looks = 0; ; looks++) {
      const position = await reached(pool, reads);
      if (position >= wanted) return { position, consistency: looks === 0 ? 'current' : 'waited' };
      if (performance.now() >= until) return { position, consistency: 'gave-up' };
      await sleep(poll);
    }
  };

const reached = async (pool: Pool, reads: readonly string[]): Promise<bigint> => {
  const signed = await signedPosition(pool);
  if (reads.length === 0) return signed;
  const models = await modelPositions(pool);
  return reads.map((model) => models.get(model) ?? 0n).reduce((a, b) => (a < b ? a : b), signed);
};

/** Position of the last event that is signed; 0 while there is none. */
export const signedPosition = async (pool: Pool): Promise<bigint> => {
  const { rows } = await pool.query<{ position: bigint }>({
    name: 'notary.signed',
    text: `
      select position from notary.leaves
      where index = (select max(size) - 1 from notary.checkpoints)`,
  });
  return rows[0]?.position ?? 0n;
};
