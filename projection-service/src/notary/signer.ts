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
 * Refuses a key that is not the one this log is signed with. The first start publishes its own; a later one may put its own
 * in the place of `replaces`, the last key as it was published, and is listed behind it. @throws WrongKey
 */
export const checkNotaryKey = async (pool: Pool, signer: Signer, replaces?: string): Promise<void> => {
  const own = textOf(signer);
  const keys = await published(pool);
  if (keys.length === 0 || (keys.at(-1) === replaces?.trim() && !keys.includes(own))) {
    await pool.query('insert into notary.verifier (number, key) values ($1, $2) on conflict do nothing', [
      keys.length + 1,
      own,
    ]);
    return checkNotaryKey(pool, signer);
  }
  if (keys.at(-1) === own) return;
  throw new WrongKey(
    keys.includes(own)
      ? 'The notary key (NOTARY_KEY) was replaced: start with the key that this log is signed with now.'
      : `The notary key (NOTARY_KEY) is not the one that this log is signed with: start with the original key. Where it is lost for good, NOTARY_KEY_REPLACES=${keys.at(-1)} puts the new one in its place.`,
  );
};

/** A signer as verifiers take it. */
export const textOf = ({ name, key }: Signer): string => verifierText({ name, key: createPublicKey(key) });

const published = async (pool: Pool): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ key: string }>('select key from notary.verifier order by number');
  return rows.map(({ key }) => key);
};
