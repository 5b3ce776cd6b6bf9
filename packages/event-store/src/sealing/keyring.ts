import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { WrongKey } from '../errors.ts';
import { decrypt, encrypt, keyBytes } from './cipher.ts';
import { coalesce } from './coalesce.ts';

/** The key under which everything personal of one subject is sealed. */
export interface SubjectKey {
  readonly key: Buffer;
  /** Tells a later key of the same subject from the one that a seal was made with. */
  readonly generation: number;
}

type Keys = ReadonlyMap<string, SubjectKey>;

/** The keys of subjects: one a subject, kept under a master key. A subject is the name of its stream. */
export interface Keyring {
  /**
   * The keys of subjects, made where there are none yet; they are stored before it returns. A destroyed key is
   * missing, and is not made again.
   * @throws Unavailable, WrongKey
   */
  make(subjects: readonly string[]): Promise<Keys>;
  /** The keys that there are. @throws Unavailable, WrongKey */
  find(subjects: readonly string[]): Promise<Keys>;
}

/** A key as it is kept: encrypted under the master key, bound to its subject. Null: destroyed, for ever. */
export interface WrappedKey {
  readonly subject: string;
  readonly generation: number;
  readonly wrapped: Buffer | null;
}

/** Where wrapped keys are kept. */
export interface KeyVault {
  /** Keeps those whose subject has none, and returns what is kept of all of them: processes agree on one key. */
  add(keys: readonly WrappedKey[]): Promise<readonly WrappedKey[]>;
  get(subjects: readonly string[]): Promise<readonly WrappedKey[]>;
}

/** How many opened keys a process holds: about 300 bytes each. */
const heldKeys = 50_000;

/** A keyring over a vault. Calls that arrive together share one round trip. */
export const createKeyring = (vault: KeyVault, master: Buffer): Keyring => {
  const held = new LRUCache<string, SubjectKey>({ max: heldKeys });

  const unwrap = (kept: readonly WrappedKey[]): Keys => {
    const keys = new Map<string, SubjectKey>();
    for (const { subject, generation, wrapped } of kept) {
      if (wrapped === null) continue;
      const key = decrypt(master, wrapped, subject);
      if (key === null) throw new WrongKey(`the master key does not open the key of ${subject}`);
      keys.set(subject, { key, generation });
      held.set(subject, { key, generation });
    }
    return keys;
  };
  const wrapNew = (subject: string): WrappedKey => ({
    subject,
    generation: 1,
    wrapped: encrypt(master, randomBytes(keyBytes), subject),
  });

  const makeAll = coalesce(async (subjects: readonly string[]) =>
    unwrap(await vault.add(subjects.toSorted().map(wrapNew))),
  );
  const findAll = coalesce(async (subjects: readonly string[]) => unwrap(await vault.get(subjects)));

  /** What is held, and the rest from where it is kept. */
  const through = (ask: typeof makeAll) => async (subjects: readonly string[]) => {
    const keys = new Map<string, SubjectKey>();
    const missing: string[] = [];
    for (const subject of new Set(subjects)) {
      const key = held.get(subject);
      if (key === undefined) missing.push(subject);
      else keys.set(subject, key);
    }
    if (missing.length === 0) return keys;
    const asked = await ask(missing);
    for (const subject of missing) {
      const key = asked.get(subject);
      if (key !== undefined) keys.set(subject, key);
    }
    return keys;
  };

  return { make: through(makeAll), find: through(findAll) };
};
