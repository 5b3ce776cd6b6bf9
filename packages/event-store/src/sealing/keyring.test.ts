import { describe, expect, it } from '@jest/globals';
import { Unavailable, WrongKey } from '../errors.ts';
import { createKeyring, firstMaster, type KeyVault, type WrappedKey } from './keyring.ts';
import { type MemoryVault, memoryKeyring } from './memory-keyring.ts';

const master = Buffer.alloc(32, 1);

/** A vault that tells what it was asked for. */
const watched = () => {
  const kept: MemoryVault = new Map();
  const calls: string[] = [];
  const get: KeyVault['get'] = async (subjects) => {
    calls.push(`get ${subjects.join(' ')}`);
    return subjects.flatMap((subject) => kept.get(subject) ?? []);
  };
  const add = async (keys: readonly WrappedKey[]) => {
    calls.push(`add ${keys.map(({ subject }) => subject).join(' ')}`);
    for (const key of keys) if (!kept.has(key.subject)) kept.set(key.subject, key);
    return keys.flatMap(({ subject }) => kept.get(subject) ?? []);
  };
  const destroy = async (subject: string) => {
    calls.push(`destroy ${subject}`);
    kept.set(subject, { subject, generation: 1, wrapped: null, masterGeneration: 1 });
  };
  return { vault: { get, add, destroy }, calls, kept };
};

describe('a keyring', () => {
  it('makes the keys of all that arrive together in one round trip, in order', async () => {
    const { vault, calls } = watched();
    const keyring = createKeyring(vault, firstMaster(master));
    const made = await Promise.all([keyring.make(['b', 'a']), keyring.make(['c']), keyring.make(['a'])]);
    expect(calls).toEqual(['add a b c']);
    expect(made.map((keys) => [...keys.keys()])).toEqual([['b', 'a'], ['c'], ['a']]);
    expect(made[2]?.get('a')).toEqual(made[0]?.get('a'));
  });

  it('asks once for what it then holds', async () => {
    const { vault, calls } = watched();
    const keyring = createKeyring(vault, firstMaster(master));
    await keyring.make(['a']);
    await keyring.make(['a', 'b']);
    await keyring.find(['a', 'b', 'c']);
    expect(calls).toEqual(['add a', 'add b', 'get c']);
  });

  it('has one key a subject, whoever makes it first', async () => {
    const vault: MemoryVault = new Map();
    const [one, two] = [memoryKeyring(master, vault), memoryKeyring(master, vault)];
    const [first, second] = await Promise.all([one.make(['a']), two.make(['a'])]);
    expect(first).toEqual(second);
    expect(first.get('a')?.key).toHaveLength(32);
    expect((await one.make(['b'])).get('b')).not.toEqual(first.get('a'));
  });

  it('never finds a destroyed key, nor makes it again', async () => {
    const vault: MemoryVault = new Map([
      ['a', { subject: 'a', generation: 1, wrapped: null, masterGeneration: 1 }],
    ]);
    const keyring = memoryKeyring(master, vault);
    expect((await keyring.find(['a'])).size).toBe(0);
    expect((await keyring.make(['a'])).size).toBe(0);
  });

  it('keeps no key in the open, and refuses those of another master key or another subject', async () => {
    const vault: MemoryVault = new Map();
    const { key } = (await memoryKeyring(master, vault).make(['a'])).get('a') ?? {};
    const wrapped = vault.get('a')?.wrapped ?? Buffer.of();
    expect(wrapped.includes(key ?? Buffer.of())).toBe(false);
    await expect(memoryKeyring(Buffer.alloc(32, 2), vault).find(['a'])).rejects.toThrow(WrongKey);
    vault.set('b', { subject: 'b', generation: 1, wrapped, masterGeneration: 1 });
    await expect(memoryKeyring(master, vault).find(['b'])).rejects.toThrow(WrongKey);
  });

  it('lets go of a key that it destroys, or that it hears of, whatever was under way', async () => {
    const { vault, kept } = watched();
    const [one, two] = [memoryKeyring(master, kept), createKeyring(vault, firstMaster(master))];
    await one.make(['a', 'b']);
    expect((await two.find(['a'])).size).toBe(1);
    await one.destroy('a');
    expect((await one.find(['a'])).size).toBe(0);
    expect((await two.find(['a'])).size).toBe(1);
    two.forget('a');
    expect((await two.find(['a'])).size).toBe(0);
  });

  it('does not hold what it asked for before it heard that it was destroyed', async () => {
    const { vault, kept } = watched();
    await memoryKeyring(master, kept).make(['a']);
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const get = async (subjects: readonly string[]) => {
      const keys = await vault.get(subjects);
      begin();
      await answered;
      return keys;
    };
    const keyring = createKeyring({ ...vault, get }, firstMaster(master));
    const asked = keyring.find(['a']);
    await begun;
    await vault.destroy('a');
    keyring.forget('a');
    answer();
    expect((await asked).size).toBe(1);
    expect((await keyring.find(['a'])).size).toBe(0);
  });

  it('has no key for a subject whose key was destroyed before there was one', async () => {
    const keyring = memoryKeyring(master);
    await keyring.destroy('a');
    expect((await keyring.make(['a'])).size).toBe(0);
  });

  it('opens what is under the master key before, and keeps new keys under the current one', async () => {
    const vault: MemoryVault = new Map();
    const made = await memoryKeyring(master, vault).make(['a']);
    const current = Buffer.alloc(32, 2);
    const both = memoryKeyring({ current, previous: master, generation: 2 }, vault);
    expect(await both.find(['a'])).toEqual(made);
    const later = await both.make(['b']);
    expect(vault.get('b')?.masterGeneration).toBe(2);
    expect(await memoryKeyring(current, vault).find(['b'])).toEqual(later);
  });

  it('hands a failure to all that waited for it, and goes on', async () => {
    const { vault } = watched();
    let down = true;
    const keyring = createKeyring(
      { ...vault, add: async (keys) => (down ? Promise.reject(new Unavailable('down')) : vault.add(keys)) },
      firstMaster(master),
    );
    const outcomes = await Promise.allSettled([keyring.make(['a']), keyring.make(['b'])]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    down = false;
    expect((await keyring.make(['a'])).size).toBe(1);
  });
});
