import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresStore } from '@crm/event-store';
import { readModels } from '@crm/read-models';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { compareSchemas } from '../../testing/compare-schemas.ts';
import { appendMixed, caughtUp, startFollower } from '../../testing/following.ts';
import { masterKey } from '../../testing/log-api.ts';
import { auditor, type Travelling, travelling } from '../../testing/travelling.ts';
import type { Limits } from './machine.ts';
import { dropWorld } from './order-world.ts';

let database: TestDatabase;
let endings: (() => Promise<unknown>)[];
let moments: readonly string[];

/** Five histories, appended one after the other and followed: a moment before each, and one after all. */
beforeEach(async () => {
  database = await testDatabase();
  const store = createPostgresStore(database.pool('crm_command'));
  const noted: string[] = [];
  for (let n = 0; n < 5; n++) {
    noted.push(await moment());
    await appendMixed(store, [customerHistory(draws(n + 1), n)]);
  }
  noted.push(await moment());
  moments = noted;
  const follower = startFollower(database);
  await caughtUp(database, store);
  endings = [follower.stop, store.close, database.drop];
}, 60_000);
afterEach(async () => {
  for (const end of endings) await end();
});

const moment = async (): Promise<string> => {
  await sleep(3);
  const now = new Date().toISOString();
  await sleep(3);
  return now;
};

const machineOf = (limits: Partial<Limits> = {}): Travelling => {
  const machine = travelling(database, masterKey, limits);
  endings.unshift(async () => {
    await machine.stop();
    await machine.machine.log.close();
  });
  return machine;
};

const then = (n: number): string => moments[n] ?? '';
const states = async () => {
  const { rows } = await database
    .pool('admin')
    .query('select state, fault from engine.worlds order by position');
  return rows;
};
const schemas = async (): Promise<readonly string[]> => {
  const { rows } = await database
    .pool('admin')
    .query(`select nspname from pg_namespace where nspname like 'asof%' order by nspname`);
  return rows.map(({ nspname }) => nspname);
};

describe('the time machine', () => {
  it('builds, row by row, what the read models held when they had come so far', async () => {
    const machine = machineOf();
    const position = await machine.build(then(5));
    const client = await database.pool('admin').connect();
    expect(await compareSchemas(client, readModels, 'live', `asof_${position}`)).toEqual([]);
    client.release();
    const [world] = (await database.pool('admin').query('select * from engine.worlds')).rows;
    expect(world).toMatchObject({ state: 'ready', fault: null });
    expect(world.events_done).toBe(world.events_total);
    expect(Number(world.bytes)).toBeGreaterThan(0);
    expect(machine.faults).toEqual([]);
  });

  it('builds a position once, whoever asks and for whichever moment', async () => {
    const machine = machineOf();
    const ordered = await Promise.all([machine.order(then(1)), machine.order(then(1))]);
    const [{ position } = { position: '' }] = ordered;
    expect(new Set(ordered.map((world) => world.position)).size).toBe(1);
    await machine.until(position, 'ready');
    expect(await machine.order(then(1))).toMatchObject({ position, state: 'ready', requestedBy: auditor.id });
    expect(await states()).toHaveLength(1);
  });

  it('refuses moments that are still to come', async () => {
    const soon = new Date(Date.now() + 60_000).toISOString();
    await expect(machineOf().order(soon)).rejects.toThrow('must not lie in the future');
  });

  it('lets the world longest unused give way', async () => {
    const machine = machineOf({ worlds: 2 });
    const first = await machine.build(then(1));
    const second = await machine.build(then(2));
    await database
      .pool('admin')
      .query(`update engine.worlds set used_at = now() + interval '1 minute' where position = $1`, [first]);
    const third = await machine.build(then(3));
    await machine.until(second, null);
    expect(await schemas()).toEqual([`asof_${first}`, `asof_${third}`].sort());
  });

  it('takes no more orders than there may be worlds', async () => {
    const machine = machineOf({ worlds: 1 });
    await machine.stop();
    await machine.order(then(1));
    await expect(machine.order(then(2))).rejects.toMatchObject({ code: 'worlds-under-way' });
    expect(await states()).toMatchObject([{ state: 'waiting' }]);
  });

  it('builds nothing that takes more than worlds may take', async () => {
    const machine = machineOf({ bytes: 10_000 });
    await machine.build(then(4));
    expect(await states()).toEqual([{ state: 'failed', fault: expect.stringContaining('worlds may take') }]);
    expect(await schemas()).toEqual([]);
    expect(machine.faults).toEqual([]);
  });

  it('builds a world anew that failed, once it is ordered again', async () => {
    const machine = machineOf({ bytes: 10_000 });
    const position = await machine.build(then(4));
    await machine.stop();
    const larger = machineOf();
    expect(await larger.order(then(4))).toMatchObject({ position, done: 0, fault: null });
    await larger.until(position, 'ready');
    expect(await states()).toEqual([{ state: 'ready', fault: null }]);
  });

  it('builds a world anew whose building was interrupted, once it is ordered again', async () => {
    const machine = machineOf();
    const position = await machine.build(then(4));
    await machine.stop();
    await database.pool('admin').query(`update engine.worlds set state = 'building'`);
    machine.start();
    await machine.until(position, 'failed');
    expect(await states()).toEqual([{ state: 'failed', fault: expect.stringContaining('Ask for it again') }]);
    expect(await machine.build(then(4))).toBe(position);
    expect(await states()).toEqual([{ state: 'ready', fault: null }]);
  });

  it('drops what takes too much together, and what nobody asks any more', async () => {
    const machine = machineOf();
    const [first, second] = [await machine.build(then(1)), await machine.build(then(2))];
    await machine.stop();
    const { rows } = await database
      .pool('admin')
      .query('select max(bytes)::float8 as bytes from engine.worlds');
    const smaller = machineOf({ bytes: rows[0].bytes * 1.5 });
    await smaller.until(first, null);
    expect(await schemas()).toEqual([`asof_${second}`]);
    await smaller.stop();
    await machineOf({ idleSeconds: 0.001 }).until(second, null);
    expect(await schemas()).toEqual([]);
  });

  it('drops a world that is being built when nobody wants it any more, and builds the next', async () => {
    const machine = machineOf();
    const { position } = await machine.order(then(5));
    await machine.until(position, 'building', 'ready');
    expect(await dropWorld(machine.machine.pool, position)).toBe(true);
    expect(await dropWorld(machine.machine.pool, position)).toBe(false);
    await machine.until(position, null);
    expect(await schemas()).toEqual([]);
    expect(await machine.build(then(5))).toBe(position);
    expect(await states()).toMatchObject([{ state: 'ready' }]);
    expect(machine.faults).toEqual([]);
  });

  it('clears away what a process left behind that ended while it was building', async () => {
    const admin = database.pool('admin');
    await admin.query(
      `select engine.open_world(7), engine.open_world(8);
       insert into engine.worlds (position, schema, state, requested_by, as_of)
       values (7, 'asof_7', 'building', 'somebody', now());`,
    );
    const machine = machineOf();
    await machine.until('7', 'failed');
    while ((await schemas()).length > 0) await sleep(10);
    expect(await states()).toEqual([{ state: 'failed', fault: expect.stringContaining('ended') }]);
  });

  it('lets one process of several build, and another go on when its connection is gone', async () => {
    const [one, other] = [machineOf(), machineOf()];
    const first = await one.build(then(1));
    await database.kill(
      `pid in (select pid from pg_locks where locktype = 'advisory' and objid = ${0x74696d65} and granted)`,
    );
    const second = await other.build(then(2));
    expect(await schemas()).toEqual([`asof_${first}`, `asof_${second}`].sort());
    expect(await states()).toMatchObject([{ state: 'ready' }, { state: 'ready' }]);
  });
});
