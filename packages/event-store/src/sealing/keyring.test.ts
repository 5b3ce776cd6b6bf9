import { describe, expect, it } from '@jest/globals';
import { Unavailable, WrongKey } from '../errors.ts';
import { createKeyring, type KeyVault, type WrappedKey } from './keyring.ts';
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
  return { vault: { get, add }, calls, kept };
};

describe('a keyring', () => {
  it('makes the keys of all that arrive together in one round trip, in order', async () => {
    const { vault, calls } = watched();
    const keyring = createKeyring(vault, master);
    const made = await Promise.all([keyring.make(['b', 'a']), keyring.make(['c']), keyring.make(['a'])]);
    expect(calls).toEqual(['add a b c']);
    expect(made.map((keys) => [...keys.keys()])).toEqual([['b', 'a'], ['c'], ['a']]);
    expect(made[2]?.get('a')).toEqual(made[0]?.get('a'));
  });

  it('asks once for what it then holds', async () => {
    const { vault, calls } = watched();
    const keyring = createKeyring(vault, master);
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
    const vault: MemoryVault = new Map([['a', { subject: 'a', generation: 1, wrapped: null }]]);
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
    vault.set('b', { subject: 'b', generation: 1, wrapped });
    await expect(memoryKeyring(master, vault).find(['b'])).rejects.toThrow(WrongKey);
  });

  it('hands a failure to all that waited for it, and goes on', async () => {
    const { vault } = watched();
    let down = true;
    const keyring = createKeyring(
      { ...vault, add: async (keys) => (down ? Promise.reject(new Unavailable('down')) : vault.add(keys)) },
      master,
    );
    const outcomes = await Promise.allSettled([keyring.make(['a']), keyring.make(['b'])]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    down = false;
    expect((await keyring.make(['a'])).size).toBe(1);
  });
});
