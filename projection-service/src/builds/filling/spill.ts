import { partitionOf, type RecordedEvent } from '@crm/contracts';
import { type EventStore, eventBetween, headAt, linesOf } from '@crm/event-store';
import { ahead } from '../../engine/following/ahead.ts';
import { type Bucket, createBuckets } from './buckets.ts';
import type { Pace } from './pace.ts';
import { type Chunk, openSpillFile, readChunks } from './spill-file.ts';

/** What of the log is spilled, and where to. */
export interface Spilling {
  /** As it is stored: what is personal stays sealed on the disk. */
  readonly log: EventStore;
  /** The last position; absent: the log's end. */
  readonly until?: bigint | undefined;
  readonly isWanted: (event: Pick<RecordedEvent, 'type' | 'stream'>) => boolean;
  readonly folder: string;
  readonly pace: Pace;
  /** Told how many events were read so far. */
  readonly onRead?: ((events: number) => void) | undefined;
}

/** Some streams with all their events: what is folded at a time. */
export interface SpilledPart {
  readonly events: number;
  readonly chunks: readonly Chunk[];
}

/** Whole streams, in pages of their events. */
export type Streams = Iterable<readonly RecordedEvent[]>;

/** The events of a log by parts; the same log makes the same parts. */
export interface Spilled {
  /** Of the log, those that nobody wanted included. */
  readonly events: number;
  readonly parts: readonly SpilledPart[];
  /** The number of the file that they lie in. */
  readonly file: number;
  /** The streams of a part, some at a time, each with all its events in order. */
  readonly read: (part: SpilledPart) => Iterable<Streams>;
  /** Takes the file away. */
  readonly close: () => Promise<void>;
}

/** Events that are folded at a time: of 250, what was still at hand made collecting garbage take twice as long. */
const foldedSize = 50;
/** Streams are kept apart so finely that a part stays as small as it should while the log is smaller than 2 GB. */
const bucketCount = 512;
/** Bytes that a part is made of at least. */
const partBytes = 4 * 1024 * 1024;

/** Reads the log once, and sets its events aside by their streams. */
export const spill = async (spilling: Spilling): Promise<Spilled> => {
  const file = await openSpillFile(spilling.folder);
  try {
    const buckets = createBuckets(bucketCount, file);
    let events = 0;
    let written = Promise.resolve();
    for await (const lines of ahead(linesOf(spilling.log, spilling.until))) {
      for (let at = 0; at < lines.length; events++) {
        const head = headAt(lines, at);
        if (spilling.isWanted(head)) buckets.add(partitionOf(head.stream, bucketCount), lines, at, head.end);
        at = head.end;
      }
      // Not waited for before the next lines are there; nothing of it is touched meanwhile.
      await written;
      written = buckets.flush();
      written.catch(() => undefined);
      spilling.onRead?.(events);
      await spilling.pace();
    }
    await written;
    return {
      events,
      parts: partsOf(await buckets.end()),
      file: file.fd,
      read: ({ chunks }) => streamsIn(readChunks(file.fd, chunks)),
      close: file.close,
    };
  } catch (error) {
    await file.close();
    throw error;
  }
};

const partsOf = (buckets: readonly Bucket[]): readonly SpilledPart[] => {
  const parts: { events: number; bytes: number; chunks: Chunk[] }[] = [];
  for (const { texts, bytes, chunks } of buckets) {
    const last = parts.at(-1);
    if (last === undefined || last.bytes >= partBytes)
      parts.push({ events: texts, bytes, chunks: [...chunks] });
    else {
      last.events += texts;
      last.bytes += bytes;
      last.chunks.push(...chunks);
    }
  }
  return parts.filter(({ events }) => events > 0);
};

/** Where the lines of a stream's events begin, each followed by where it ends. */
type Places = number[];

/** The lines of each stream in a part's bytes; names stand as in the lines. */
export const placesIn = (lines: Buffer): ReadonlyMap<string, Places> => {
  const streams = new Map<string, Places>();
  for (let at = 0; at < lines.length; ) {
    const { stream, end } = headAt(lines, at);
    const told = streams.get(stream);
    if (told === undefined) streams.set(stream, [at, end]);
    else told.push(at, end);
    at = end;
  }
  return streams;
};

/** The streams of a part, some at a time. */
export function* streamsIn(
  lines: Buffer,
  streams: ReadonlyMap<string, Places> = placesIn(lines),
): Generator<Streams> {
  let [some, events]: [Places[], number] = [[], 0];
  for (const places of streams.values()) {
    some.push(places);
    events += places.length / 2;
    if (events < foldedSize) continue;
    yield pagesOf(lines, some);
    [some, events] = [[], 0];
  }
  if (some.length > 0) yield pagesOf(lines, some);
}

function* pagesOf(lines: Buffer, streams: readonly Places[]): Generator<readonly RecordedEvent[]> {
  let page: RecordedEvent[] = [];
  for (const places of streams)
    for (let index = 0; index < places.length; index += 2) {
      page.push(eventBetween(lines, places[index] ?? 0, places[index + 1] ?? 0));
      if (page.length < foldedSize) continue;
      yield page;
      page = [];
    }
  if (page.length > 0) yield page;
}
