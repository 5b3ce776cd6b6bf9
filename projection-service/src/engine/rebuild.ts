import type { EventStore } from '@crm/event-store';
import type { ReadModel, Row, RowModel } from '@crm/read-models';
import type { ClientBase } from 'pg';
import { type Build, firstBuilds } from './builds.ts';
import { clearPersonal, erasedIn } from './clear-personal.ts';
import { byKey, type Change, foldLog } from './fold-batch.ts';
import { foldSummary } from './fold-summary.ts';
import { foldWithHistory } from './history.ts';
import { createIndexes, createTable, type Place, showTable, writeRows } from './tables.ts';

/** Events a page, and rows a statement. */
const pageSize = 5_000;

/** The rows of a row model so far, and its keys that stand still. */
interface Filling {
  readonly rows: Map<string, Row>;
  readonly parked: Set<string>;
}

/**
 * Fills a new schema with every model, from the first event to `until` (or the end), by the same folds: rows are
 * folded in memory and written once, indexes come last. What is live stays untouched.
 */
export const rebuild = async (
  { store, models }: { readonly store: EventStore; readonly models: readonly ReadModel[] },
  client: ClientBase,
  schema: string,
  until?: bigint,
): Promise<void> => {
  const place = { client, schema };
  await client.query(`create schema ${schema}`);
  const builds = firstBuilds(models);
  for (const build of builds) await createTable(place, build);
  const fillings = new Map<string, Filling>();
  const erased: string[] = [];
  for await (const page of pages(store, until)) {
    erased.push(...erasedIn(page));
    for (const build of builds) {
      const { model } = build;
      if (model.shape === 'log') await write(place, build, foldLog(model, page).rows);
      if (model.shape !== 'row') continue;
      const filling = fillings.get(model.name) ?? { rows: new Map(), parked: new Set() };
      fillings.set(model.name, filling);
      await fill(store, model, filling, page);
    }
  }
  for (const build of builds) {
    const { model } = build;
    const rows = fillings.get(model.shape === 'summary' ? model.over : model.name)?.rows ?? new Map();
    if (model.shape === 'row') await write(place, build, [...rows.values()]);
    if (model.shape === 'summary') await write(place, build, foldSummary(model, made(rows)));
    const parked = fillings.get(model.name)?.parked ?? new Set();
    if (erased.length > 0) await clearPersonal(place, build, erased, parked);
    await createIndexes(place, build);
    await showTable(place, build);
  }
};

type Page = Awaited<ReturnType<EventStore['readAll']>>;

async function* pages(store: EventStore, until?: bigint): AsyncGenerator<Page> {
  for (let last: bigint | null = null; ; ) {
    const read: Page = await store.readAll(last, pageSize);
    const page = until === undefined ? read : read.filter(({ position }) => position <= until);
    last = page.at(-1)?.position ?? null;
    if (last === null) return;
    yield page;
  }
}

const fill = async (
  store: EventStore,
  model: RowModel,
  { rows, parked }: Filling,
  page: Page,
): Promise<void> => {
  const keys = new Map([...byKey(model, page)].filter(([key]) => !parked.has(key)));
  const { changes, poisons } = await foldWithHistory(store, model, keys, rows);
  for (const { key, after } of changes) rows.set(key, after);
  for (const { key } of poisons) parked.add(key);
};

/** Every row as a change from nothing: what a summary adds up. */
const made = (rows: ReadonlyMap<string, Row>): readonly Change[] =>
  [...rows].map(([key, after]) => ({ key, before: null, after }));

const write = async (place: Place, build: Build, rows: readonly Row[]): Promise<void> => {
  for (let start = 0; start < rows.length; start += pageSize)
    await writeRows(place, build, rows.slice(start, start + pageSize));
};
