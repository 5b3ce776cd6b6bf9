import { randomBytes } from 'node:crypto';
import { event, personal } from '@crm/contracts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { z } from 'zod';
import { newStream, noted, streamEvents, texts, to } from '../../testing/events.ts';
import { testLog } from '../../testing/postgres.ts';
import { WrongKey } from '../errors.ts';
import { sealedStore } from '../sealing/sealed-store.ts';
import { checkKeys, type NamedKeys } from './check-keys.ts';
import { postgresKeyring } from './keyring.ts';
import { rotateMaster } from './rotate-master.ts';

const contracts = { Noted: event({ text: personal(z.string()) }) };
const [old, fresh] = [randomBytes(32), randomBytes(32)];
const both = { master: fresh, previous: old };

let log: Awaited<ReturnType<typeof testLog>>;
let pool: Pool;
let never: AbortSignal;
beforeEach(async () => {
  log = await testLog();
  pool = log.pool();
  never = new AbortController().signal;
});
afterEach(() => log.database.drop());

/** A process with these keys in its environment. */
const start = async (keys: NamedKeys) => {
  const master = await checkKeys(pool, keys);
  const store = sealedStore(log.open(), postgresKeyring(pool, master), contracts);
  const name = async (stream: string) => texts(await streamEvents(store, stream));
  const write = async (stream: string, text: string) => {
    await store.append(to(stream, 'any', [noted(text)]));
  };
  return { master, store, name, write };
};

const people = async (process: Awaited<ReturnType<typeof start>>, count: number) => {
  const streams = Array.from({ length: count }, newStream);
  await Promise.all(streams.map((stream) => process.write(stream, `person in ${stream}`)));
  return streams;
};

const under = async (generation: number) =>
  (
    await log.database
      .pool()
      .query<{ count: bigint }>(
        'select count(*) from keys.subjects where wrapped is not null and master_generation = $1',
        [generation],
      )
  ).rows[0]?.count;

describe('the rotation of the master key', () => {
  it('leaves nothing under the old one, and touches no event', async () => {
    const streams = await people(await start({ master: old }), 1_200);
    const events = async () => (await pool.query('select * from log.events order by position')).rows;
    const before = await events();
    const { master } = await start(both);
    expect(await rotateMaster(pool, master, never)).toEqual({ rewrapped: 1_200, finished: true });
    expect(await under(1)).toBe(0n);
    expect(await events()).toEqual(before);
    const after = await start({ master: fresh });
    for (const stream of streams.slice(0, 20))
      expect(await after.name(stream)).toEqual([`person in ${stream}`]);
    await expect(start({ master: old })).rejects.toThrow('it was rotated');
    await expect(start({ master: old })).rejects.toThrow(WrongKey);
    expect(await rotateMaster(pool, (await start(both)).master, never)).toEqual({
      rewrapped: 0,
      finished: true,
    });
  });

  it('goes on while keys are added, used and destroyed', async () => {
    const known = await people(await start({ master: old }), 800);
    const [one, two] = [await start(both), await start(both)];
    const rotating = Promise.all([one, two].map(({ master }) => rotateMaster(pool, master, never)));
    const added = (await Promise.all([people(one, 100), people(two, 100)])).flat();
    const keyring = postgresKeyring(pool, one.master);
    const erased = known.filter((_, index) => index % 100 === 0);
    for (const stream of erased) await keyring.destroy(stream);
    expect(await rotating).toEqual([expect.objectContaining({ finished: true }), expect.anything()]);
    expect(await under(1)).toBe(0n);
    const after = await start({ master: fresh });
    for (const stream of [...known.slice(-20), ...added])
      expect(await after.name(stream)).toEqual(stream === erased.at(-1) ? [null] : [`person in ${stream}`]);
    for (const stream of erased) expect(await after.name(stream)).toEqual([null]);
  });

  it('ends with no key under the old one though a process that has not heard of it adds some', async () => {
    const late = await start({ master: old });
    await people(late, 10);
    const { master } = await start(both);
    const [rotated] = await Promise.all([
      rotateMaster(pool, master, never),
      Promise.allSettled(Array.from({ length: 8 }, () => people(late, 2))),
    ]);
    expect(rotated.finished).toBe(true);
    expect(await under(1)).toBe(0n);
    await expect(people(late, 1)).rejects.toThrow('The master key was rotated');
  });

  it('goes on after its process was killed in the middle; until its end a start needs both keys', async () => {
    await people(await start({ master: old }), 1_500);
    const { master } = await start(both);
    // The last key is held, so that the rotation stands in its middle when it is killed.
    const holder = await log.database.pool().connect();
    await holder.query('begin');
    await holder.query('select from keys.subjects order by subject desc limit 1 for update');
    const doomed = log.database.pool('crm_command', { name: 'doomed', report: () => {} });
    const killed = rotateMaster(doomed, master, never);
    killed.catch(() => undefined);
    while ((await log.database.kill(`application_name = 'doomed' and wait_event_type = 'Lock'`)) === 0);
    await expect(killed).rejects.toThrow();
    await holder.query('rollback');
    holder.release();
    expect([await under(1), await under(2)]).not.toContain(0n);

    await expect(start({ master: fresh })).rejects.toThrow('MASTER_KEY_PREVIOUS');
    await expect(start({ master: old })).rejects.toThrow(WrongKey);
    await expect(start({ master: randomBytes(32), previous: fresh })).rejects.toThrow(WrongKey);
    await expect(start({ master: old, previous: fresh })).resolves.toBeDefined();
    const left = await under(1);
    expect(await rotateMaster(pool, (await start(both)).master, never)).toEqual({
      rewrapped: Number(left),
      finished: true,
    });
    await expect(start({ master: fresh })).resolves.toBeDefined();
  });
});
