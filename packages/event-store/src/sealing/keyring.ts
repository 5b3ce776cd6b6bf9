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
  /**
   * Destroys a subject's key for ever; where there is none, none is ever made. Other processes let go of it when they
   * hear of it, 30 seconds later at the latest. @throws Unavailable
   */
  destroy(subject: string): Promise<void>;
  /** Lets go of the opened key of a subject, or of every one: somebody else has destroyed it, or may have. */
  forget(subject?: string): void;
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
  /** Of the master key that it is under. */
  readonly masterGeneration: number;
}

/** The master keys that subjects' keys are under. */
export interface MasterKeys {
  /** Under which new keys are kept. */
  readonly current: Buffer;
  /** Opens those that are not under the current one yet: only while they are wrapped anew. */
  readonly previous?: Buffer | undefined;
  /** Counts the master keys that a log has had. */
  readonly generation: number;
}

/** The only master key that a log has had. */
export const firstMaster = (current: Buffer): MasterKeys => ({ current, generation: 1 });

/** Opens a wrapped key. @throws WrongKey */
export const unwrapped = (
  { current, previous }: MasterKeys,
  { subject, wrapped }: { readonly subject: string; readonly wrapped: Buffer },
): Buffer => {
  const key = decrypt(current, wrapped, subject) ?? (previous && decrypt(previous, wrapped, subject));
  if (!key) throw new WrongKey(`the master key does not open the key of ${subject}`);
  return key;
};

/** Where wrapped keys are kept. */
export interface KeyVault {
  /** Keeps those whose subject has none, and returns what is kept of all of them: processes agree on one key. */
  add(keys: readonly WrappedKey[]): Promise<readonly WrappedKey[]>;
  get(subjects: readonly string[]): Promise<readonly WrappedKey[]>;
  /** Keeps for ever that the subject has no key. */
  destroy(subject: string): Promise<void>;
}

/** How many opened keys a process holds: about 300 bytes each. */
const heldKeys = 50_000;
/** Milliseconds for which a destroyed key may still be held where the news of it was lost. */
const heldFor = 30_000;

/** A keyring over a vault. Calls that arrive together share one round trip. */
export const createKeyring = (vault: KeyVault, master: MasterKeys): Keyring => {
  const held = new LRUCache<string, SubjectKey>({ max: heldKeys, ttl: heldFor, ttlResolution: 1_000 });
  /** Counts what was forgotten: an answer that was under way meanwhile may be older than the news. */
  let forgotten = 0;

  /** What an answer holds, opened; null: destroyed. */
  const opened = async (ask: Promise<readonly WrappedKey[]>): Promise<Kept> => {
    const asked = forgotten;
    const keys = new Map<string, SubjectKey | null>();
    for (const { subject, generation, wrapped } of await ask) {
      const key = wrapped && { key: unwrapped(master, { subject, wrapped }), generation };
      keys.set(subject, key);
      if (key !== null && asked === forgotten) held.set(subject, key);
    }
    return keys;
  };
  const newKey = () => random(keyBytes);
  const wrap = (subject: string, key: Buffer): WrappedKey => ({
    subject,
    generation: 1,
    wrapped: encrypt(master.current, key, subject),
    masterGeneration: master.generation,
  });

  const makeAll = coalesce(async (subjects: readonly string[]) =>
    opened(vault.add(subjects.toSorted().map((subject) => wrap(subject, newKey())))),
  );
  const findAll = coalesce(async (subjects: readonly string[]) => opened(vault.get(subjects)));

  const forget = (subject?: string): void => {
    forgotten++;
    if (subject === undefined) held.clear();
    else held.delete(subject);
  };

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
      const keys = new Map<string, SubjectKey>();
      const fresh: WrappedKey[] = [];
      for (const subject of subjects) {
        const own = kept.get(subject);
        if (own === null) continue;
        const key = own ?? { key: newKey(), generation: 1 };
        if (own === undefined) fresh.push(wrap(subject, key.key));
        keys.set(subject, key);
      }
      return { keys, fresh };
    },
    hold: ({ keys, fresh }) => {
      for (const { subject } of fresh) held.set(subject, keys.get(subject));
    },
    destroy: async (subject) => {
      await vault.destroy(subject);
      forget(subject);
    },
    forget,
  };
};

type Kept = ReadonlyMap<string, SubjectKey | null>;

const usable = (kept: Kept): Keys => {
  const keys = new Map<string, SubjectKey>();
  for (const [subject, key] of kept) if (key !== null) keys.set(subject, key);
  return keys;
};
