import { event, personal } from '@crm/contracts';
import { describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { z } from 'zod';
import { describeEventStore } from '../../testing/contract.ts';
import { noted, streamEvents, to } from '../../testing/events.ts';
import { AppendTooLarge, InvalidAppend, NotCanonical, SubjectErased } from '../errors.ts';
import { createMemoryLog } from '../memory/log.ts';
import { createMemoryStore } from '../memory/memory.ts';
import type { NewEvent } from '../port.ts';
import { type MemoryVault, memoryKeyring } from './memory-keyring.ts';
import { sealedStore } from './sealed-store.ts';

/** The suite's own event, with its text marked as personal: the whole contract holds for sealed events as well. */
const contracts = { Noted: event({ text: personal(z.string()) }) };

for (const multiStreamAppend of [true, false])
  describeEventStore('a sealed memory store', multiStreamAppend, async () => {
    const [log, vault, master] = [createMemoryLog(), new Map(), Buffer.alloc(32, 1)];
    return {
      open: () =>
        sealedStore(createMemoryStore({ log, multiStreamAppend }), memoryKeyring(master, vault), contracts),
      dispose: async () => {},
    };
  });

/** A sealed store, and what is below it. */
const prepared = (types: Parameters<typeof sealedStore>[2] = contracts) => {
  const [inner, vault, master]: [ReturnType<typeof createMemoryStore>, MemoryVault, Buffer] = [
    createMemoryStore(),
    new Map(),
    Buffer.alloc(32, 1),
  ];
  const reopened = (contracts = types) => sealedStore(inner, memoryKeyring(master, vault), contracts);
  return { inner, vault, store: reopened(), reopened };
};

const stream = 'note-1';

describe('a sealed store', () => {
  it('never hands what is personal to the store inside', async () => {
    const { inner, store, vault } = prepared();
    await store.append(to(stream, 'none', [noted('Ann Lee')]));
    const [stored] = await streamEvents(inner, stream);
    expect(stored?.data).toEqual({ text: null, sealed: expect.stringMatching(/^[\w-]+$/) });
    expect([...vault.keys()]).toEqual([stream]);
  });

  it('makes no key where nothing is personal, and passes types that it does not know', async () => {
    const { inner, store, vault } = prepared();
    const other: NewEvent = { ...noted('Ann Lee'), type: 'Heard', data: { sealed: 'as it is', text: 'x' } };
    await store.append(to(stream, 'none', [{ ...noted(''), data: { text: null } }, other]));
    const events = await streamEvents(store, stream);
    expect(events.map(({ data }) => data)).toEqual([{ text: null }, other.data]);
    expect(events).toEqual(await streamEvents(inner, stream));
    expect(vault.size).toBe(0);
  });

  it('reads null on every path once the key is destroyed, and takes nothing personal any more', async () => {
    const { store, vault, reopened } = prepared();
    await store.append([...to(stream, 'none', [noted('Ann')]), ...to('note-2', 'none', [noted('Bob')])]);
    vault.set(stream, { subject: stream, generation: 1, wrapped: null, masterGeneration: 1 });
    const after = reopened();
    const erased = { text: null };
    expect((await streamEvents(after, stream)).map(({ data }) => data)).toEqual([erased]);
    expect((await after.readStreams([{ stream }])).get(stream)?.[0]?.data).toEqual(erased);
    expect((await after.readAll(null, 9)).map(({ data }) => data)).toEqual([erased, { text: 'Bob' }]);
    for await (const page of after.subscribe(null, { batch: 1, signal: AbortSignal.timeout(5000) })) {
      expect(page[0]?.data).toEqual(erased);
      break;
    }
    await expect(after.append(to(stream, 'any', [noted('Ann')]))).rejects.toThrow(SubjectErased);
    expect(
      (await after.append(to(stream, 'any', [{ ...noted(''), data: { text: null } }]))).revisions,
    ).toEqual([1]);
  });

  it('reads null, not an error, where a later key took the place of the destroyed one', async () => {
    const { store, vault, reopened } = prepared();
    await store.append(to(stream, 'none', [noted('Ann')]));
    const later: MemoryVault = new Map();
    await memoryKeyring(Buffer.alloc(32, 1), later).make([stream]);
    const { wrapped = null } = later.get(stream) ?? {};
    vault.set(stream, { subject: stream, wrapped, generation: 2, masterGeneration: 1 });
    expect((await streamEvents(reopened(), stream))[0]?.data).toEqual({ text: null });
  });

  it('counts what is over-long sealed', async () => {
    const { inner, store } = prepared();
    const text = 'x'.repeat(store.caps.maxAppendBytes * 0.8);
    await inner.append(to('note-2', 'none', [noted(text)]));
    await expect(store.append(to(stream, 'none', [noted(text)]))).rejects.toThrow(AppendTooLarge);
  });

  it('refuses the reserved key, and names the place of what is not canonical', async () => {
    const { store } = prepared();
    const reserved = { ...noted('x'), data: { text: 'x', sealed: 'y' } };
    await expect(store.append(to(stream, 'any', [reserved]))).rejects.toThrow(InvalidAppend);
    const append = store.append(to(stream, 'any', [noted('NUL \0')]));
    await expect(append).rejects.toThrow(NotCanonical);
    await expect(append).rejects.toMatchObject({ path: '$.text' });
  });

  it('lifts old data one version at a time, opened, and gives later fields their defaults', async () => {
    const { store, reopened } = prepared({ Noted: event({ text: personal(z.string()) }) });
    await store.append(to(stream, 'none', [noted('ann LEE')]));
    const grown = reopened({
      Noted: event(
        { words: personal(z.array(z.string())), colour: z.string().default('white') },
        {
          schema: 3,
          upcast: {
            1: (data) => ({ line: (data as { text: string | null }).text?.toUpperCase() ?? null }),
            2: (data) => ({ words: (data as { line: string | null }).line?.split(' ') ?? null }),
          },
        },
      ),
    });
    const now = { ...noted('', v7()), schema: 3, data: { words: ['BOB'] } };
    await grown.append(to(stream, 0, [now]));
    const events = await streamEvents(grown, stream);
    expect(events.map(({ schema, data }) => ({ schema, data }))).toEqual([
      { schema: 1, data: { words: ['ANN', 'LEE'], colour: 'white' } },
      { schema: 3, data: { words: ['BOB'], colour: 'white' } },
    ]);
  });

  it('refuses contracts that could not be kept', () => {
    expect(() => prepared({ Noted: event({ sealed: z.string() }) })).toThrow('may not have a field sealed');
    expect(() => prepared({ Noted: event({}, { schema: 2 }) })).toThrow('no upcast from schema 1');
  });
});
