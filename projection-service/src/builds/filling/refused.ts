import type { RecordedEvent } from '@crm/contracts';
import { foldEvent, foldRow, type Row, type RowModel } from '@crm/read-models';
import type { ClientBase } from 'pg';
import type { Build } from '../../engine/books/builds.ts';
import { type Place, writeRows } from '../../engine/database/tables.ts';
import { isRefusedValue } from '../../engine/database/transaction.ts';
import { keyText, logKey } from '../../engine/folding/fold-batch.ts';
import { summedUp } from '../../engine/folding/fold-summary.ts';
import { type CopyTable, copyChunks } from './copy-rows.ts';
import { copyLine } from './copy-text.ts';
import { type Entry, type FoldedModel, type FoldedStreams, standingRows } from './fold-streams.ts';
import { countsOf, foldedOf, type Parked } from './prepared-part.ts';

/**
 * Writes some streams in the caller's transaction where Postgres has refused a value among them: the keys whose rows it
 * does not take stand still from the first event on whose value it refuses, as where they are followed live.
 */
export const writeSifted = async (
  place: Place,
  tables: readonly CopyTable[],
  some: FoldedStreams,
): Promise<readonly Parked[]> => {
  const parked: Parked[] = [];
  for (const table of tables) {
    const { build } = table;
    const folded = foldedOf(some, build);
    if (build.model.shape !== 'summary')
      for (const row of await refusedOf(place, table, standingRows(folded, some.erased)))
        await stopAt(place, build, some, folded, row);
    const { counted, poisons } = countsOf(build, folded, some);
    if (build.model.shape === 'summary') await writeRows(place, build, summedUp(build.model, counted));
    parked.push(...poisons.map((poison) => ({ build, poison })));
  }
  return parked;
};

/** The rows that were not taken; all the others are copied. */
const refusedOf = async (place: Place, table: CopyTable, rows: readonly Row[]): Promise<readonly Row[]> => {
  const { client } = place;
  const { build, kinds } = table;
  const copied = () => {
    const lines = rows.map((row) => copyLine(row, build.model.columns, kinds));
    return copyChunks(client, table, [Buffer.from(lines.join(''))]);
  };
  if (rows.length === 0 || (await tried(client, 'release savepoint sifted', copied))) return [];
  if (rows.length === 1) return rows;
  const middle = Math.ceil(rows.length / 2);
  return [
    ...(await refusedOf(place, table, rows.slice(0, middle))),
    ...(await refusedOf(place, table, rows.slice(middle))),
  ];
};

const stopAt = async (
  place: Place,
  build: Build,
  some: FoldedStreams,
  folded: FoldedModel,
  row: Row,
): Promise<void> => {
  const key = keyText(folded.model, row);
  const error = new Error('Postgres refuses a value');
  if ('rows' in folded) {
    const event = [...some.streams.values()].flat().find((each) => logKey(each) === key);
    if (event !== undefined) folded.poisons.push({ key, event, error });
    return;
  }
  const { model, entries } = folded;
  const stream = entries.get(key)?.stream ?? '';
  const states = statesOf(model, key, some.streams.get(stream) ?? []);
  let stopping = states.at(-1);
  for (const state of states.toReversed()) if (!(await isTaken(place, build, state.after))) stopping = state;
  if (stopping === undefined) throw error;
  const stopped: Entry = { stream, row: stopping.before, poison: { key, event: stopping.event, error } };
  entries.set(key, stopped);
  await writeRows(place, build, standingRows({ model, entries: new Map([[key, stopped]]) }, some.erased));
};

/** A row before and after each of its events. */
interface State {
  readonly event: RecordedEvent;
  readonly before: Row | null;
  readonly after: Row | null;
}

/** Up to where the key stands still already, if it does. */
const statesOf = (model: RowModel, key: string, events: readonly RecordedEvent[]): readonly State[] => {
  const states: State[] = [];
  for (const [index, event] of events.entries()) {
    const fold = foldEvent(event);
    const keyRow = model.types.has(event.type) ? model.keyOf(fold) : null;
    if (keyRow === null || keyText(model, keyRow) !== key) continue;
    const before = states.at(-1)?.after ?? null;
    try {
      states.push({
        event,
        before,
        after: foldRow(model, before, fold, () => events.slice(0, index).map(foldEvent)),
      });
    } catch {
      break;
    }
  }
  return states;
};

/** Whether Postgres would take a row; it is not kept. */
const isTaken = ({ client, schema }: Place, build: Build, row: Row | null): Promise<boolean> =>
  tried(client, 'rollback to savepoint sifted', () =>
    writeRows({ client, schema }, build, row === null ? [] : [row]),
  );

/** Does the work under a savepoint; false: Postgres refused its value, and nothing of it was done. */
const tried = async (client: ClientBase, end: string, work: () => Promise<void>): Promise<boolean> => {
  await client.query('savepoint sifted');
  try {
    await work();
    await client.query(end);
    return true;
  } catch (error) {
    if (!isRefusedValue(error)) throw error;
    await client.query('rollback to savepoint sifted');
    return false;
  }
};
