import { createHmac, randomBytes } from 'node:crypto';
import { hash, hashRaw, verify } from '@node-rs/argon2';

/** Argon2id (the library's default) at the cost OWASP asks for: 19 MiB, 2 passes, 1 lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The same text typed on another keyboard is the same password (NIST SP 800-63B). */
const composed = (password: string): string => password.normalize('NFKC');

/** The Argon2id hash of a password, as a PHC string that carries its own salt and cost. */
export const hashOf = (password: string): Promise<string> => hash(composed(password), cost);

/** Of a password that nobody has: what a try for an unknown user is checked against, so that it takes as long. */
const nobodys = hashOf(randomBytes(32).toString('base64'));

/** Whether a password is the one behind the hash; an undefined hash takes as long, and nothing is right for it. */
export const isPassword = async (password: string, known: string | undefined): Promise<boolean> =>
  (await verify(known ?? (await nobodys), composed(password))) && known !== undefined;

/**
 * What stands for a password where the same command given again must be told from another: as slow to guess as the
 * hash, and only with the key.
 */
export const likenessOf = async (password: string, purpose: string, key: Buffer): Promise<string> => {
  const salt = createHmac('sha256', key).update(`likeness ${purpose}`).digest();
  return (await hashRaw(composed(password), { ...cost, salt })).toString('base64url');
};
