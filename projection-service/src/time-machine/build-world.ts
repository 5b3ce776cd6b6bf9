import type { Pool } from 'pg';
import { unhurried } from '../builds/filling/pace.ts';
import { rebuild } from '../builds/filling/rebuild.ts';
import type { Leadership } from '../engine/sharing/leader.ts';
import type { TimeMachine } from './machine.ts';
import { dropSchema, sizeOf } from './schemas.ts';
import { withoutErased } from './without-erased.ts';

/** A world whose turn it is. */
export interface Due {
  readonly position: bigint;
  readonly schema: string;
}

/** It was dropped, or somebody in it was erased. */
class Unwanted extends Error {
  override name = 'Unwanted';
}

/** It takes more than all worlds may take together. */
export class TooLarge extends Error {
  override name = 'TooLarge';
  constructor(bytes: number) {
    super(`It takes more than the ${Math.round(bytes / 1024 / 1024)} MB that worlds may take.`);
  }
}

/** Milliseconds between looks at whether it is still wanted, and how large it has become. */
const interval = 500;

/**
 * Builds a world on the connection that holds the lead: a process that has lost it writes nothing more. It is ready in the
 * end only if it was wanted all the time. @throws TooLarge, and what else ends it
 */
export const buildWorld = async (
  machine: TimeMachine,
  { client, signal }: Leadership,
  { position, schema }: Due,
): Promise<void> => {
  const { pool, log, keyring, models, threads = 0, folder } = machine;
  await dropSchema(client, schema);
  await client.query('select engine.open_world($1)', [position]);
  const progress = { done: 0, total: null as number | null };
  let lookedAt = performance.now();
  const pace = async (): Promise<void> => {
    await unhurried();
    signal.throwIfAborted();
    if (performance.now() - lookedAt < interval) return;
    await mustBeWanted(machine, { position, schema }, progress);
    lookedAt = performance.now();
  };
  // Read after the world was entered as being built: who is erased later makes it outdated.
  const keys = await withoutErased(pool, keyring);
  await rebuild(
    {
      store: log,
      sealed: { log, keys },
      models,
      pace,
      threads,
      ...(folder !== undefined && { folder }),
      onRead: (events) => {
        progress.done = events;
      },
      onSpilled: async ({ parts }) => {
        Object.assign(progress, { done: 0, total: parts.reduce((sum, { events }) => sum + events, 0) });
        return 0;
      },
      within: async (_, events) => {
        progress.done += events;
      },
    },
    client,
    schema,
    position,
  );
  await mustBeWanted(machine, { position, schema }, progress);
  await finish(pool, { position, schema });
};

/** Notes how far it has come, and looks whether to go on. */
const mustBeWanted = async (
  { pool, limits }: TimeMachine,
  { position, schema }: Due,
  { done, total }: { readonly done: number; readonly total: number | null },
): Promise<void> => {
  const { rowCount } = await pool.query(
    `update engine.worlds set events_done = $2, events_total = $3 where position = $1 and state = 'building'`,
    [position, done, total],
  );
  if (rowCount === 0) throw new Unwanted();
  if ((await sizeOf(pool, schema)) > limits.bytes) throw new TooLarge(limits.bytes);
};

const finish = async (pool: Pool, { position, schema }: Due): Promise<void> => {
  const { rowCount } = await pool.query(
    `update engine.worlds set state = 'ready', bytes = $2, used_at = now() where position = $1 and state = 'building'`,
    [position, await sizeOf(pool, schema)],
  );
  if (rowCount === 0) throw new Unwanted();
};
