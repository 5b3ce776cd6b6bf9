import { tmpdir } from 'node:os';
import type { RecordedEvent } from '@crm/contracts';
import { type EventStore, type Keyring, sealOpener } from '@crm/event-store';
import { erasedBy } from '@crm/read-models';
import type { Build } from '../../engine/books/builds.ts';
import type { Place } from '../../engine/database/tables.ts';
import { inTransaction, isRefusedValue } from '../../engine/database/transaction.ts';
import { type CopyTable, copyTable } from './copy-rows.ts';
import { type Folding, foldedStreams, foldPart } from './fold-part.ts';
import type { FoldedStreams } from './fold-streams.ts';
import { type Pace, unhurried } from './pace.ts';
import { type Parked, type PreparedPart, writePart } from './prepared-part.ts';
import { writeSifted } from './refused.ts';
import { sideBySide } from './side-by-side.ts';
import { type Spilled, type SpilledPart, spill } from './spill.ts';
import { startThreads, type Threads } from './threads.ts';

/** The log as it is stored, and the keys that open it; null: what it gives is open. */
export interface SealedLog {
  readonly log: EventStore;
  readonly keys: Pick<Keyring, 'find'> | null;
}

/** What a log is folded into, and how. */
export interface Filling {
  readonly place: Place;
  /** Empty tables without their indexes, summaries behind the rows that they count. */
  readonly builds: readonly Build[];
  readonly sealed: SealedLog;
  /** The last position; absent: the log's end. */
  readonly until?: bigint | undefined;
  readonly folder?: string | undefined;
  readonly pace?: Pace;
  /** Threads that fold, by the models as the code has them. Default: none, this thread does it. */
  readonly threads?: number;
  /** Told how many events of the log were read. */
  readonly onRead?: (events: number) => void;
  /** Told how much there is; gives how many parts are done already. */
  readonly onSpilled?: (spilled: Spilled) => Promise<number>;
  /** What else belongs into the transaction of a part. */
  readonly within?: (parked: readonly Parked[], events: number) => Promise<void>;
}

/**
 * Folds a log into tables: it is read once and spilled by stream, folded part by part in memory, and every row is copied
 * once. While a part is written the next are folded; memory holds as many as threads fold and one more, however long the
 * log is.
 */
export const fill = async (filling: Filling): Promise<void> => {
  const { builds, sealed, until, folder = tmpdir(), pace = unhurried, onRead } = filling;
  const threads = filling.threads ? startThreads(filling.threads, sealed.keys) : undefined;
  try {
    const spilled = await spill({ log: sealed.log, until, isWanted: wantedBy(builds), folder, pace, onRead });
    try {
      await fillFrom(filling, spilled, threads);
    } finally {
      await spilled.close();
    }
  } finally {
    await threads?.close();
  }
};

const wantedBy = (builds: readonly Build[]) => {
  const types = new Set(builds.flatMap(({ model }) => (model.shape === 'summary' ? [] : [...model.types])));
  return (event: Pick<RecordedEvent, 'type' | 'stream'>): boolean =>
    types.has(event.type) || erasedBy(event) !== null;
};

const fillFrom = async (filling: Filling, spilled: Spilled, threads: Threads | undefined): Promise<void> => {
  const { place, builds, sealed, pace = unhurried } = filling;
  const done = (await filling.onSpilled?.(spilled)) ?? 0;
  const tables: CopyTable[] = [];
  for (const build of builds) tables.push(await copyTable(place, build));
  const folding: Folding = {
    models: builds.map(({ model }) => model),
    open: sealed.keys === null ? undefined : sealOpener(sealed.keys),
    pace,
  };
  threads?.begin(tables, spilled.file);
  const prepare = async (part: SpilledPart) => {
    const { isBusy = () => false } = pace;
    const prepared =
      threads === undefined
        ? await foldPart(folding, tables, spilled.read(part))
        : await threads.fold(part, isBusy());
    return { part, prepared };
  };
  for await (const { part, prepared } of sideBySide(
    spilled.parts.slice(done),
    threads?.width ?? 1,
    prepare,
  )) {
    await pace();
    const again = () => foldedStreams(folding, spilled.read(part));
    await inTransaction(place.client, () => write(filling, tables, part, prepared, again));
  }
};

/** Writes a part; where Postgres refuses a value in it, all but the keys that have one. */
const write = async (
  { place, within }: Filling,
  tables: readonly CopyTable[],
  { events }: SpilledPart,
  prepared: PreparedPart,
  again: () => AsyncIterable<FoldedStreams>,
): Promise<void> => {
  const { client } = place;
  await client.query('savepoint part');
  try {
    await writePart(place, prepared);
    await within?.(prepared.parked, events);
  } catch (error) {
    if (!isRefusedValue(error)) throw error;
    await client.query('rollback to savepoint part');
    const parked: Parked[] = [];
    for await (const streams of again()) parked.push(...(await writeSifted(place, tables, streams)));
    await within?.(parked, events);
  }
};
