import type { EventStore } from '@crm/event-store';
import type { ReadModel, Row, RowModel } from '@crm/read-models';
import type { ClientBase } from 'pg';
import { clearPersonal, type Erased, erasedIn } from './clear-personal.ts';
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
  for (const model of models) await createTable(place, model);
  const fillings = new Map<string, Filling>();
  const pagesErased: Erased[] = [];
  for await (const page of pages(store, until)) {
    pagesErased.push(...[erasedIn(page)].filter((each) => each !== null));
    for (const model of models) {
      if (model.shape === 'log') await write(place, model, foldLog(model, page).rows);
      if (model.shape !== 'row') continue;
      const filling = fillings.get(model.name) ?? { rows: new Map(), parked: new Set() };
      fillings.set(model.name, filling);
      await fill(store, model, filling, page);
    }
  }
  for (const model of models) {
    const rows = fillings.get(model.shape === 'summary' ? model.over : model.name)?.rows ?? new Map();
    if (model.shape === 'row') await write(place, model, [...rows.values()]);
    if (model.shape === 'summary') await write(place, model, foldSummary(model, made(rows)));
    const parked = fillings.get(model.name)?.parked ?? new Set();
    for (const erased of pagesErased) await clearPersonal(place, model, erased, parked);
    await createIndexes(place, model);
    await showTable(place, model);
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

const write = async (place: Place, model: ReadModel, rows: readonly Row[]): Promise<void> => {
  for (let start = 0; start < rows.length; start += pageSize)
    await writeRows(place, model, rows.slice(start, start + pageSize));
};
