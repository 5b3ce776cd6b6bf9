import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { onConnection } from '../engine/database/connection.ts';
import { type Leadership, leading } from '../engine/sharing/leader.ts';
import { buildWorld, type Due, TooLarge } from './build-world.ts';
import { clearAway, clearLeftovers } from './clear-away.ts';
import type { TimeMachine } from './machine.ts';
import { dropSchema } from './schemas.ts';

/** Its own lead: worlds are built by one process, whoever follows the log. */
const machineLock = 0x74696d65;
/** Milliseconds between looks at what was ordered, and at what is to be dropped. */
const pause = 250;
/** The longest pause between attempts, in milliseconds. */
const longestPause = 5_000;

/** Builds the worlds that are ordered, one after another, and drops those that have had their time, until the signal aborts. */
export const runTimeMachine = async (machine: TimeMachine, signal: AbortSignal): Promise<void> => {
  for (let failures = 0; !signal.aborted; ) {
    try {
      const work = async (leadership: Leadership): Promise<void> => {
        await clearLeftovers(leadership.client);
        failures = 0;
        await lead(machine, leadership);
      };
      await leading(machine.pool, signal, work, machineLock);
    } catch (error) {
      if (signal.aborted) return;
      machine.onFault(error);
      const wait = Math.min(100 * 2 ** failures++, longestPause) * (0.5 + Math.random() / 2);
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }
};

/** Drops while another world is being built: the erased are to be in none. The two end together. */
const lead = async (machine: TimeMachine, { client, signal }: Leadership): Promise<void> => {
  const ending = new AbortController();
  const held = AbortSignal.any([signal, ending.signal]);
  const underWay = new Set<bigint>();
  const works = [
    buildAll(machine, { client, signal: held }, underWay),
    clearAll(machine, held, underWay),
  ].map((work) => work.finally(() => ending.abort()));
  await Promise.allSettled(works);
  await Promise.all(works);
};

const buildAll = async (
  machine: TimeMachine,
  leadership: Leadership,
  underWay: Set<bigint>,
): Promise<void> => {
  const { signal } = leadership;
  while (!signal.aborted) {
    const due = await takeNext(machine.pool);
    if (due === null) await rest(signal);
    else {
      underWay.add(due.position);
      await attempt(machine, leadership, due);
      underWay.delete(due.position);
    }
  }
};

/** What ended the building of a world ends nothing else, unless the lead is lost. */
const attempt = async (machine: TimeMachine, leadership: Leadership, due: Due): Promise<void> => {
  try {
    await buildWorld(machine, leadership, due);
  } catch (error) {
    leadership.signal.throwIfAborted();
    await dropSchema(leadership.client, due.schema);
    const { rowCount } = await machine.pool.query(
      `update engine.worlds set state = 'failed', fault = $2 where position = $1 and state = 'building'`,
      [due.position, error instanceof TooLarge ? error.message : 'A fault ended it. It was written down.'],
    );
    if (rowCount === 1 && !(error instanceof TooLarge)) machine.onFault(error);
  }
};

const takeNext = async (pool: Pool): Promise<Due | null> => {
  const { rows } = await pool.query<Due>({
    name: 'worlds.next',
    text: `
      update engine.worlds set state = 'building'
      where position = (
        select position from engine.worlds where state = 'waiting' order by requested_at limit 1
      )
      returning position, schema`,
  });
  return rows[0] ?? null;
};

const clearAll = (
  { pool, limits, onFault }: TimeMachine,
  signal: AbortSignal,
  underWay: ReadonlySet<bigint>,
): Promise<void> =>
  onConnection(pool, async (client, lost) => {
    while (!signal.aborted && !lost.aborted) {
      await clearAway(client, limits, underWay).catch(onFault);
      await rest(signal);
    }
    if (!signal.aborted) lost.throwIfAborted();
  });

const rest = (signal: AbortSignal): Promise<unknown> =>
  sleep(pause, undefined, { signal }).catch(() => undefined);
