import type { RecordedEvent } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import type { Row, RowModel, Summary } from '@crm/read-models';
import type { ClientBase } from 'pg';
import type { Arrived } from '../../sources/source.ts';
import type { Build } from '../books/builds.ts';
import { endOf, moved, moveOn } from '../books/checkpoints.ts';
import { park } from '../books/parked.ts';
import { loadRows, writeRows } from '../database/tables.ts';
import { isRefusedValue } from '../database/transaction.ts';
import { clearPersonal, erasedIn } from './clear-personal.ts';
import { byKey, type Change, foldLog, logKey, type Poison, toLoad } from './fold-batch.ts';
import { type Part, partsOf, summedUp } from './fold-summary.ts';
import { foldWithHistory } from './history.ts';
import { newTo, type Running } from './running.ts';

/** What a batch did to one build. */
export interface Applied extends Running {
  /** Keys of the rows that changed; of logs and summaries only that there are some. */
  readonly changed: readonly Row[];
  readonly poisons: readonly Poison[];
}

/** Where builds are applied: the connection that writes, the schema it writes to, and the log behind the events. */
export interface World {
  readonly client: ClientBase;
  readonly schema: string;
  readonly store: EventStore;
}

/** What was written of one build; `changes` is what its summaries are derived from. */
interface Written {
  readonly changed: readonly Row[];
  readonly changes: readonly Change[];
  readonly poisons: readonly Poison[];
}

/**
 * Applies what arrived to builds, each what it has not applied yet, in the caller's transaction: rows, sums, log rows,
 * parked keys and checkpoints become visible together or not at all. What is counted comes behind its rows. `alone`:
 * one event, whose value Postgres refused; the builds that cannot take it park its key.
 */
export const applyBatch = async (
  world: World,
  running: readonly Running[],
  arrived: Arrived,
  alone = false,
): Promise<readonly Applied[]> => {
  await moveOn(world.client, running, arrived);
  const changes = new Map<string, readonly Change[]>();
  const applied: Applied[] = [];
  for (const one of running) {
    const { build, parked } = one;
    const written = await applyNew(world, one, newTo(one, arrived.events), changes, alone);
    for (const poison of written.poisons) await park(world.client, build, poison);
    changes.set(rowsOf(build, build.model.name), written.changes);
    applied.push({
      ...one,
      checkpoints: moved(one.checkpoints, arrived),
      parked: new Set([...parked, ...written.poisons.map(({ key }) => key)]),
      changed: written.changed,
      poisons: written.poisons,
    });
  }
  return applied;
};

const applyNew = async (
  world: World,
  { build, parked }: Running,
  batch: readonly RecordedEvent[],
  changes: ReadonlyMap<string, readonly Change[]>,
  alone: boolean,
): Promise<Written> => {
  if (batch.length === 0) return nothing;
  const erased = erasedIn(batch);
  const work = async () => {
    const written = await applyTo(world, build, parked, batch, changes);
    if (erased.length > 0) await clearPersonal(world, build, erased, parked);
    return written;
  };
  return alone ? orPark(world, build, endOf(batch), changes, work) : work();
};

const nothing: Written = { changed: [], changes: [], poisons: [] };

/** The rows that a build is or counts: those of the same rebuild. */
const rowsOf = ({ rebuild }: Build, name: string): string => `${name} ${rebuild}`;

const changesUnder = (build: Build, { over }: Summary, changes: ReadonlyMap<string, readonly Change[]>) =>
  changes.get(rowsOf(build, over)) ?? [];

const applyTo = async (
  world: World,
  build: Build,
  parked: ReadonlySet<string>,
  batch: readonly RecordedEvent[],
  changes: ReadonlyMap<string, readonly Change[]>,
): Promise<Written> => {
  const { model } = build;
  if (model.shape === 'row') return applyRows(world, build, model, parked, batch);
  const { rows, poisons } =
    model.shape === 'log'
      ? foldLog(model, batch)
      : sums(model, parked, changesUnder(build, model, changes), endOf(batch));
  await writeRows(world, build, rows);
  return { changed: rows, changes: [], poisons };
};

const applyRows = async (
  world: World,
  build: Build,
  model: RowModel,
  parked: ReadonlySet<string>,
  batch: readonly RecordedEvent[],
): Promise<Written> => {
  const keys = new Map([...byKey(model, batch)].filter(([key]) => !parked.has(key)));
  const rows = await loadRows(world, build, toLoad(model, keys));
  const { changes, poisons } = await foldWithHistory(world.store, model, keys, rows);
  await writeRows(
    world,
    build,
    changes.map(({ after }) => after),
  );
  return {
    changed: changes.map(({ key }) => keys.get(key)?.key).filter((key) => key !== undefined),
    changes,
    poisons,
  };
};

/** A row that cannot be counted stands still in this summary, with what it last added; the others go on. */
const sums = (
  model: Summary,
  parked: ReadonlySet<string>,
  changes: readonly Change[],
  event: RecordedEvent,
): { readonly rows: readonly Row[]; readonly poisons: readonly Poison[] } => {
  const parts: Part[] = [];
  const poisons: Poison[] = [];
  for (const change of changes.filter(({ key }) => !parked.has(key)))
    try {
      parts.push(...partsOf(model, change));
    } catch (error) {
      poisons.push({ key: change.key, event, error });
    }
  return { rows: summedUp(model, parts), poisons };
};

/** Does the work under a savepoint; where Postgres refuses its value, the event's key is parked instead. */
const orPark = async (
  { client }: World,
  build: Build,
  event: RecordedEvent,
  changes: ReadonlyMap<string, readonly Change[]>,
  work: () => Promise<Written>,
): Promise<Written> => {
  await client.query('savepoint model');
  try {
    return await work();
  } catch (error) {
    if (!isRefusedValue(error)) throw error;
    await client.query('rollback to savepoint model');
    const { model } = build;
    const keys =
      model.shape === 'row'
        ? [...byKey(model, [event]).keys()]
        : model.shape === 'log'
          ? [logKey(event)]
          : changesUnder(build, model, changes).map(({ key }) => key);
    return { changed: [], changes: [], poisons: keys.map((key) => ({ key, event, error })) };
  }
};
