import { tmpdir } from 'node:os';
import type { RecordedEvent } from '@crm/contracts';
import type { EventStore, Opener } from '@crm/event-store';
import { erasedBy } from '@crm/read-models';
import { ahead } from '../engine/ahead.ts';
import type { Build } from '../engine/builds.ts';
import type { Place } from '../engine/tables.ts';
import { inTransaction, isRefusedValue } from '../engine/transaction.ts';
import { type CopyTable, copyTable } from './copy-rows.ts';
import { type FoldedStreams, foldStreams } from './fold-streams.ts';
import { type Pace, unhurried } from './pace.ts';
import { addStreams, type Parked, type PreparedPart, preparePart, writePart } from './prepared-part.ts';
import { writeSifted } from './refused.ts';
import { type Spilled, type SpilledPart, type Streams, spill } from './spill.ts';

/** The log as it is stored, and what opens its pages. */
export interface SealedLog {
  readonly log: EventStore;
  readonly open: Opener;
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
  /** Told how many events of the log were read. */
  readonly onRead?: (events: number) => void;
  /** Told how much there is; gives how many parts are done already. */
  readonly onSpilled?: (spilled: Spilled) => Promise<number>;
  /** What else belongs into the transaction of a part. */
  readonly within?: (parked: readonly Parked[], events: number) => Promise<void>;
}

/**
 * Folds a log into tables: it is read once and spilled by stream, folded part by part in memory, and every row is copied
 * once. While a part is written the next is folded; memory holds two of them, however long the log is.
 */
export const fill = async (filling: Filling): Promise<void> => {
  const { place, builds, sealed, until, folder = tmpdir(), pace = unhurried, onRead } = filling;
  const spilled = await spill({ log: sealed.log, until, isWanted: wantedBy(builds), folder, pace, onRead });
  try {
    const done = (await filling.onSpilled?.(spilled)) ?? 0;
    const tables: CopyTable[] = [];
    for (const build of builds) tables.push(await copyTable(place, build));
    for await (const { part, prepared } of ahead(preparedParts(filling, spilled, tables, done))) {
      const streams = () => foldedStreams(filling, spilled.read(part));
      await inTransaction(place.client, () => write(filling, tables, part, prepared, streams));
    }
  } finally {
    await spilled.close();
  }
};

const wantedBy = (builds: readonly Build[]) => {
  const types = new Set(builds.flatMap(({ model }) => (model.shape === 'summary' ? [] : [...model.types])));
  return (event: Pick<RecordedEvent, 'type' | 'stream'>): boolean =>
    types.has(event.type) || erasedBy(event) !== null;
};

async function* preparedParts(
  filling: Filling,
  { parts, read }: Spilled,
  tables: readonly CopyTable[],
  done: number,
) {
  for (const part of parts.slice(done)) {
    const prepared = preparePart(tables);
    for await (const streams of foldedStreams(filling, read(part))) addStreams(prepared, streams);
    yield { part, prepared };
  }
}

/** Folds streams, some at a time: while these are folded, the next are opened. */
async function* foldedStreams(
  { builds, sealed, pace = unhurried }: Filling,
  streams: Iterable<Streams>,
): AsyncGenerator<FoldedStreams> {
  const models = builds.map(({ model }) => model);
  for await (const pages of ahead(opened(streams, sealed.open))) yield await foldStreams(models, pages, pace);
}

async function* opened(streams: Iterable<Streams>, open: Opener) {
  for (const pages of streams) {
    const read: (readonly RecordedEvent[])[] = [];
    for (const page of pages) read.push(await open(page));
    yield read;
  }
}

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
