import { createPrivateKey, createPublicKey, hash } from 'node:crypto';
import { WrongKey } from '@crm/event-store';
import { rawKey, type Signer, verifierText } from '@crm/proofs';
import type { Pool } from 'pg';
import { z } from 'zod';

/**
 * NOTARY_KEY of the environment: an Ed25519 key in PKCS #8 PEM. The log's name in everything that is signed follows from
 * it, so that no two logs have one name.
 */
export const notaryKey = z.string().transform((pem, context): Signer => {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType !== 'ed25519') throw new Error('another kind of key');
    const name = `crm/${hash('sha256', rawKey(createPublicKey(key)), 'hex').slice(0, 16)}`;
    return { name, key };
  } catch {
    context.addIssue('must be an Ed25519 key, PKCS #8 PEM');
    return z.NEVER;
  }
});

/**
 * Refuses a key that is not the one this log is signed with. The first start publishes its own. @throws WrongKey
 */
export const checkNotaryKey = async (pool: Pool, { name, key }: Signer): Promise<void> => {
  const own = verifierText({ name, key: createPublicKey(key) });
  await pool.query('insert into notary.verifier (key) values ($1) on conflict do nothing', [own]);
  const { rows } = await pool.query<{ key: string }>('select key from notary.verifier');
  if (rows[0]?.key !== own)
    throw new WrongKey(
      'The notary key (NOTARY_KEY) is not the one that this log is signed with: start with the original key.',
    );
};
