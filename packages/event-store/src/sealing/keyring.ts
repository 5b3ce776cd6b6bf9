import { LRUCache } from 'lru-cache';
import { WrongKey } from '../errors.ts';
import { decrypt, encrypt, keyBytes, random } from './cipher.ts';
import { coalesce } from './coalesce.ts';

/** The key under which everything personal of one subject is sealed. */
export interface SubjectKey {
  readonly key: Buffer;
  /** Tells a later key of the same subject from the one that a seal was made with. */
  readonly generation: number;
}

/** Keys by subject. */
export type Keys = ReadonlyMap<string, SubjectKey>;

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
  /**
   * The keys that there are, and new ones for the rest, for a store that keeps keys with their events. Of the `unborn`,
   * streams that are about to begin, none is looked for.
   * @throws Unavailable, WrongKey
   */
  draw(subjects: readonly string[], unborn: ReadonlySet<string>): Promise<Drawn>;
  /** Keeps at hand what was drawn and is stored by now. */
  hold(drawn: Drawn): void;
}

/** Keys to seal with; the `fresh` among them are stored nowhere yet. */
export interface Drawn {
  readonly keys: Keys;
  readonly fresh: readonly WrappedKey[];
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

  /** Null: destroyed. */
  const unwrap = (kept: readonly WrappedKey[]): Kept => {
    const keys = new Map<string, SubjectKey | null>();
    for (const { subject, generation, wrapped } of kept) {
      const key = wrapped === null ? null : decrypt(master, wrapped, subject);
      if (wrapped !== null && key === null)
        throw new WrongKey(`the master key does not open the key of ${subject}`);
      keys.set(subject, key === null ? null : { key, generation });
      if (key !== null) held.set(subject, { key, generation });
    }
    return keys;
  };
  const newKey = () => random(keyBytes);
  const wrap = (subject: string, key: Buffer): WrappedKey => ({
    subject,
    generation: 1,
    wrapped: encrypt(master, key, subject),
  });

  const makeAll = coalesce(async (subjects: readonly string[]) =>
    unwrap(await vault.add(subjects.toSorted().map((subject) => wrap(subject, newKey())))),
  );
  const findAll = coalesce(async (subjects: readonly string[]) => unwrap(await vault.get(subjects)));

  /** What is held, and the rest from where it is kept. */
  const through = async (ask: typeof makeAll, subjects: readonly string[]): Promise<Kept> => {
    const keys = new Map<string, SubjectKey | null>();
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

  return {
    make: async (subjects) => usable(await through(makeAll, subjects)),
    find: async (subjects) => usable(await through(findAll, subjects)),
    draw: async (subjects, unborn) => {
      const kept = await through(
        findAll,
        subjects.filter((subject) => !unborn.has(subject)),
      );
      const keys = new Map(usable(kept));
      const fresh = subjects
        .filter((subject) => !kept.has(subject))
        .map((subject) => {
          const key = newKey();
          keys.set(subject, { key, generation: 1 });
          return wrap(subject, key);
        });
      return { keys, fresh };
    },
    hold: ({ keys, fresh }) => {
      for (const { subject } of fresh) held.set(subject, keys.get(subject));
    },
  };
};

type Kept = ReadonlyMap<string, SubjectKey | null>;

const usable = (kept: Kept): Keys =>
  new Map([...kept].flatMap(([subject, key]) => (key === null ? [] : [[subject, key]])));
