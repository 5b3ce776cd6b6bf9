import { event, personal } from '@crm/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { newStream, noted, streamEvents, texts, to } from '../../testing/events.ts';
import { testLog } from '../../testing/postgres.ts';
import { KeyTaken, SubjectErased, WrongExpectedRevision } from '../errors.ts';
import { sealedStore } from '../sealing/sealed-store.ts';
import { postgresKeyring } from './keyring.ts';

const contracts = { Noted: event({ text: personal(z.string()) }) };

let log: Awaited<ReturnType<typeof testLog>>;
beforeAll(async () => {
  log = await testLog();
});
afterAll(() => log.database.drop());

/** A process: a store of its own, that holds no key yet. */
const open = () => sealedStore(log.open(), postgresKeyring(log.pool(), Buffer.alloc(32, 1)), contracts);

const keysOf = async (...streams: string[]) =>
  (
    await log.database
      .pool()
      .query<{ subject: string }>('select subject from keys.subjects where subject = any($1)', [streams])
  ).rows.map(({ subject }) => subject);

describe('a key and the first event under it', () => {
  it('are both there', async () => {
    const [store, stream] = [open(), newStream()];
    await store.append(to(stream, 'none', [noted('Ann')]));
    expect(await keysOf(stream)).toEqual([stream]);
    expect(texts(await streamEvents(open(), stream))).toEqual(['Ann']);
  });

  it('are both missing where the append was refused, though others of its flush were not', async () => {
    const store = open();
    const [one, two, three] = [newStream(), newStream(), newStream()];
    const refused = [...to(two, 'none', [noted('Bob')]), ...to(three, 7, [noted('Cid')])];
    const outcomes = await Promise.allSettled([
      store.append(to(one, 'none', [noted('Ann')])),
      store.append(refused),
    ]);
    expect(outcomes).toMatchObject([{ status: 'fulfilled' }, { reason: expect.any(WrongExpectedRevision) }]);
    expect(await keysOf(one, two, three)).toEqual([one]);
  });

  it('are one key and every event, where processes begin a stream together', async () => {
    const stores = [open(), open(), open()];
    const streams = Array.from({ length: 20 }, newStream);
    const names = stores.map((_, process) => `person ${process}`);
    await Promise.all(
      streams.flatMap((stream) =>
        stores.map((store, process) => store.append(to(stream, 'any', [noted(names[process] ?? '')]))),
      ),
    );
    for (const stream of streams) expect(texts(await streamEvents(open(), stream)).toSorted()).toEqual(names);
    expect(await keysOf(...streams)).toHaveLength(20);
  });

  it('are found again by another process that sends the same append', async () => {
    const stream = newStream();
    const append = to(stream, 'none', [noted('Ann')]);
    const first = await open().append(append);
    expect(await open().append(append)).toEqual(first);
    expect(texts(await streamEvents(open(), stream))).toEqual(['Ann']);
  });

  it('are refused below the sealed store where the subject has another key', async () => {
    const stream = newStream();
    await open().append(to(stream, 'none', [noted('Ann')]));
    const other = { subject: stream, generation: 1, wrapped: Buffer.alloc(60), masterGeneration: 1 };
    await expect(log.open().append(to(stream, 'any', [noted('Bob')]), [other])).rejects.toThrow(KeyTaken);
    expect(texts(await streamEvents(open(), stream))).toEqual(['Ann']);
  });

  it('never come back once the key was destroyed', async () => {
    const stream = newStream();
    const append = to(stream, 'none', [noted('Ann')]);
    await open().append(append);
    await log.database.pool().query('update keys.subjects set wrapped = null where subject = $1', [stream]);
    for (const expected of ['any', 'none'] as const)
      await expect(open().append(to(stream, expected, [noted('Ann')]))).rejects.toThrow(
        expected === 'any' ? SubjectErased : WrongExpectedRevision,
      );
    await expect(open().append(append)).rejects.toThrow(SubjectErased);
    expect(texts(await streamEvents(open(), stream))).toEqual([null]);
  });
});
