import { createPublicKey } from 'node:crypto';
import { Invalid, type logQuestions } from '@crm/contracts';
import {
  consistencyPath,
  inclusionPath,
  openCheckpoint,
  type Signer,
  type Verifier,
  verifierText,
} from '@crm/proofs';
import { type Answers, guarded } from '@crm/service-kit/questions/answers';
import { sql } from '@crm/service-kit/questions/sql';
import type { Pool } from 'pg';
import { customerEvidence, type Sources } from './evidence.ts';
import { prove } from './proofs.ts';
import { readSubtrees } from './subtrees.ts';

/** Nothing can be told before the notary has begun with its key, which is a moment after the first start with it. */
const begun = sql`
  select from notary.checkpoints where key = (select max(number) from notary.verifier)
  order by size desc limit 1`;

/** What can be asked about the log as such: anybody may check it, and read of it what they may read anyway. */
export const logAnswers = (sources: Sources, signer: Signer): Answers<typeof logQuestions> => {
  const { pool } = sources;
  const verifier: Verifier = { name: signer.name, key: createPublicKey(signer.key) };
  return {
    logCheckpoint: () => guarded(begun, async () => ({ body: await latestCheckpoint(pool, verifier) })),

    logKey: () =>
      guarded(begun, () => ({
        body: {
          origin: verifier.name,
          verifier: verifierText(verifier),
          pem: verifier.key.export({ type: 'spki', format: 'pem' }).toString(),
        },
      })),

    inclusionProof: ({ index, size }) =>
      guarded(begun, async () => {
        await mustHold(pool, 'size', size);
        if (index >= size) throw invalid('index', `is not below the size, ${size}`);
        const [leaf] = await readSubtrees(pool, [{ level: 0, index }]);
        const [proof = []] = await prove(pool, [inclusionPath(index, size)]);
        return { body: { index, size, leaf: leaf?.toString('base64'), proof: proof.map(base64) } };
      }),

    consistencyProof: ({ from, to }) =>
      guarded(begun, async () => {
        await mustHold(pool, 'to', to);
        if (from > to) throw invalid('from', `is more than ${to}`);
        const [proof = []] = await prove(pool, [consistencyPath(from, to)]);
        return { body: { from, to, proof: proof.map(base64) } };
      }),

    customerEvidence: ({ id, ...asked }, { visible }) =>
      guarded(sql`select from customer where id = ${id} and ${visible('owner_id')}`, async () => {
        await mustHold(pool, 'size', asked.size);
        return customerEvidence(sources, id, asked);
      }),
  };
};

const latestCheckpoint = async (pool: Pool, verifier: Verifier) => {
  const { rows } = await pool.query<{ note: string }>(
    'select note from notary.checkpoints order by size desc, key desc limit 1',
  );
  const note = rows[0]?.note ?? '';
  const checkpoint = openCheckpoint(note, verifier);
  if (checkpoint === null) throw new Error('the latest checkpoint is not one that this notary has signed');
  const { size, root, time } = checkpoint;
  return { size, root: base64(root), time, note };
};

/** @throws Invalid where the tree has not come so far */
const mustHold = async (pool: Pool, path: string, size: number): Promise<void> => {
  const { rows } = await pool.query<{ size: bigint }>('select size from notary.progress');
  const held = rows[0]?.size ?? 0n;
  if (size > held) throw invalid(path, `is more than the ${held} events that were noted`);
};

const invalid = (path: string, message: string): Invalid => new Invalid([{ path, message }]);
const base64 = (bytes: Buffer): string => bytes.toString('base64');
