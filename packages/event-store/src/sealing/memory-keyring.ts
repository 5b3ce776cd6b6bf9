import { randomBytes } from 'node:crypto';
import { keyBytes } from './cipher.ts';
import { createKeyring, firstMaster, type Keyring, type MasterKeys, type WrappedKey } from './keyring.ts';

/** What memory keyrings keep their keys in. Those that share one behave like processes that share a database. */
export type MemoryVault = Map<string, WrappedKey>;

/** A keyring in memory, for tests. */
export const memoryKeyring = (
  master: Buffer | MasterKeys = randomBytes(keyBytes),
  vault: MemoryVault = new Map(),
): Keyring => {
  const get = async (subjects: readonly string[]) => subjects.flatMap((subject) => vault.get(subject) ?? []);
  const add = async (keys: readonly WrappedKey[]) => {
    for (const key of keys) if (!vault.has(key.subject)) vault.set(key.subject, key);
    return get(keys.map(({ subject }) => subject));
  };
  const destroy = async (subject: string) => {
    vault.set(subject, { subject, generation: 1, wrapped: null, masterGeneration: 1 });
  };
  return createKeyring({ add, get, destroy }, Buffer.isBuffer(master) ? firstMaster(master) : master);
};
