import { partitionOf, type RecordedEvent } from '@crm/contracts';
import type { EventStore, StoredEvent } from '@crm/event-store';
import { ahead } from '../engine/ahead.ts';
import { type Bucket, createBuckets } from './buckets.ts';
import type { Pace } from './pace.ts';
import { type Chunk, openSpillFile } from './spill-file.ts';

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
  /** The streams of a part, some at a time, each with all its events in order. */
  readonly read: (part: SpilledPart) => Iterable<Streams>;
  /** Takes the file away. */
  readonly close: () => Promise<void>;
}

/** Events that are read at a time, and that are folded at a time: neither keeps live work waiting for 20 ms. */
const [pageSize, foldedSize] = [1_000, 250];
/** Streams are kept apart so finely that a part stays as small as it should while the log is smaller than 2 GB. */
const bucketCount = 512;
/** Bytes that a part is made of at least. */
const partBytes = 8 * 1024 * 1024;

/** Reads the log once, and sets its events aside by their streams. */
export const spill = async (spilling: Spilling): Promise<Spilled> => {
  const file = await openSpillFile(spilling.folder);
  try {
    const buckets = createBuckets(bucketCount, file);
    let events = 0;
    let written = Promise.resolve();
    for await (const page of ahead(pages(spilling))) {
      for (const event of page)
        if (spilling.isWanted(event)) buckets.add(partitionOf(event.stream, bucketCount), linesOf(event));
      // Not waited for before the next page is there; nothing of it is touched meanwhile.
      await written;
      written = buckets.flush();
      written.catch(() => undefined);
      events += page.length;
      spilling.onRead?.(events);
      await spilling.pace();
    }
    await written;
    return {
      events,
      parts: partsOf(await buckets.end()),
      read: ({ chunks }) => streamsIn(file.read(chunks)),
      close: file.close,
    };
  } catch (error) {
    await file.close();
    throw error;
  }
};

async function* pages({ log, until }: Spilling): AsyncGenerator<readonly StoredEvent[]> {
  for (let last: bigint | null = null; ; ) {
    const read: readonly StoredEvent[] = await stored(log, last, pageSize);
    const page =
      until === undefined || (read.at(-1)?.position ?? 0n) <= until
        ? read
        : read.filter(({ position }) => position <= until);
    if (page.length > 0) yield page;
    last = page.at(-1)?.position ?? null;
    if (last === null || page.length < pageSize) return;
  }
}

/** Events that are neither parsed nor put into text again, where the store has them so. */
const stored = async (log: EventStore, after: bigint | null, max: number): Promise<readonly StoredEvent[]> =>
  log.readStored?.(after, max) ??
  (await log.readAll(after, max)).map(({ data, metadata, ...event }) => ({
    ...event,
    data: JSON.stringify(data),
    metadata: JSON.stringify(metadata),
  }));

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

/** Where the lines of a stream's events begin and end. */
type Lines = [start: number, end: number][];

const lineBreak = 10;

function* streamsIn(bytes: Buffer): Generator<Streams> {
  const streams = new Map<string, Lines>();
  for (let at = 0; at < bytes.length; ) {
    const start = bytes.indexOf(lineBreak, at) + 1;
    const end = bytes.indexOf(lineBreak, start);
    const stream = bytes.toString('latin1', at, start - 1);
    const told = streams.get(stream);
    if (told === undefined) streams.set(stream, [[start, end]]);
    else told.push([start, end]);
    at = end + 1;
  }
  let [some, events]: [[string, Lines][], number] = [[], 0];
  for (const one of streams) {
    some.push(one);
    events += one[1].length;
    if (events < foldedSize) continue;
    yield pagesOf(bytes, some);
    [some, events] = [[], 0];
  }
  if (some.length > 0) yield pagesOf(bytes, some);
}

function* pagesOf(
  bytes: Buffer,
  streams: readonly (readonly [string, Lines])[],
): Generator<readonly RecordedEvent[]> {
  let page: RecordedEvent[] = [];
  for (const [stream, lines] of streams)
    for (const [start, end] of lines) {
      page.push(eventIn(stream, bytes.toString('utf8', start, end)));
      if (page.length < foldedSize) continue;
      yield page;
      page = [];
    }
  if (page.length > 0) yield page;
}

/** Two lines an event: neither names of streams nor canonical JSON have line breaks of their own. */
const linesOf = ({ stream, position, id, revision, type, schema, data, metadata }: StoredEvent): string =>
  `${stream}\n${position}{"id":"${id}","revision":${revision},"type":${JSON.stringify(type)},"schema":${schema},"data":${data},"metadata":${metadata}}\n`;

const eventIn = (stream: string, line: string): RecordedEvent => {
  const start = line.indexOf('{');
  return Object.assign(JSON.parse(line.slice(start)), { stream, position: BigInt(line.slice(0, start)) });
};
