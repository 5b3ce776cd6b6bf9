import { partitionOf, type RecordedEvent } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import { ahead } from '../engine/ahead.ts';
import type { Pace } from './pace.ts';
import { type Chunk, openSpillFile } from './spill-file.ts';

/** What of the log is spilled, and where to. */
export interface Spilling {
  /** As it is stored: what is personal stays sealed on the disk. */
  readonly log: EventStore;
  /** The last position; absent: the log's end. */
  readonly until?: bigint | undefined;
  readonly isWanted: (event: RecordedEvent) => boolean;
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

/** Events a page: handled in less than the 20 ms that live work may wait. */
const pageSize = 1_000;
/** Streams are kept apart so finely that a part stays as small as it should while the log is smaller than 2 GB. */
const buckets = 512;
/** Characters that a bucket holds in memory, and that a part is made of at least. */
const bucketText = 32 * 1024;
const partText = 4 * 1024 * 1024;

interface Bucket {
  text: string;
  events: number;
  written: number;
  readonly chunks: Chunk[];
}

/** Reads the log once, and sets its events aside by their streams. */
export const spill = async (spilling: Spilling): Promise<Spilled> => {
  const file = await openSpillFile(spilling.folder);
  try {
    const filled: Bucket[] = Array.from({ length: buckets }, () => ({
      text: '',
      events: 0,
      written: 0,
      chunks: [],
    }));
    let events = 0;
    for await (const page of ahead(pages(spilling))) {
      const full = new Set<Bucket>();
      for (const event of page) {
        const bucket = filled[partitionOf(event.stream, buckets)];
        if (bucket === undefined || !spilling.isWanted(event)) continue;
        bucket.text += linesOf(event);
        bucket.events++;
        if (bucket.text.length >= bucketText) full.add(bucket);
      }
      await flush(file.write, [...full]);
      events += page.length;
      spilling.onRead?.(events);
      await spilling.pace();
    }
    await flush(
      file.write,
      filled.filter(({ text }) => text !== ''),
    );
    return {
      events,
      parts: partsOf(filled),
      read: ({ chunks }) => streamsIn(file.read(chunks)),
      close: file.close,
    };
  } catch (error) {
    await file.close();
    throw error;
  }
};

async function* pages({ log, until }: Spilling): AsyncGenerator<readonly RecordedEvent[]> {
  for (let last: bigint | null = null; ; ) {
    const read: readonly RecordedEvent[] = await log.readAll(last, pageSize);
    const page =
      until === undefined || (read.at(-1)?.position ?? 0n) <= until
        ? read
        : read.filter(({ position }) => position <= until);
    if (page.length > 0) yield page;
    last = page.at(-1)?.position ?? null;
    if (last === null || page.length < pageSize) return;
  }
}

const flush = async (
  write: (texts: readonly string[]) => Promise<readonly Chunk[]>,
  full: readonly Bucket[],
): Promise<void> => {
  const chunks = await write(full.map(({ text }) => text));
  for (const [index, bucket] of full.entries()) {
    bucket.chunks.push(...chunks.slice(index, index + 1));
    bucket.written += bucket.text.length;
    bucket.text = '';
  }
};

const partsOf = (filled: readonly Bucket[]): readonly SpilledPart[] => {
  const parts: { events: number; written: number; chunks: Chunk[] }[] = [];
  for (const { events, written, chunks } of filled) {
    const last = parts.at(-1);
    if (last === undefined || last.written >= partText) parts.push({ events, written, chunks: [...chunks] });
    else {
      last.events += events;
      last.written += written;
      last.chunks.push(...chunks);
    }
  }
  return parts.filter(({ events }) => events > 0);
};

function* streamsIn(text: string): Generator<Streams> {
  const lines = text.split('\n');
  const streams = new Map<string, string[]>();
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const [stream = '', line = ''] = [lines[at], lines[at + 1]];
    const told = streams.get(stream);
    if (told === undefined) streams.set(stream, [line]);
    else told.push(line);
  }
  let [some, events]: [[string, string[]][], number] = [[], 0];
  for (const one of streams) {
    some.push(one);
    events += one[1].length;
    if (events < pageSize) continue;
    yield pagesOf(some);
    [some, events] = [[], 0];
  }
  if (some.length > 0) yield pagesOf(some);
}

function* pagesOf(
  streams: readonly (readonly [string, readonly string[]])[],
): Generator<readonly RecordedEvent[]> {
  let page: RecordedEvent[] = [];
  for (const [stream, lines] of streams)
    for (const line of lines) {
      page.push(eventIn(stream, line));
      if (page.length < pageSize) continue;
      yield page;
      page = [];
    }
  if (page.length > 0) yield page;
}

/** Two lines an event: neither names of streams nor JSON have line breaks of their own. */
const linesOf = ({ stream, position, ...event }: RecordedEvent): string =>
  `${stream}\n${position}${JSON.stringify(event)}\n`;

const eventIn = (stream: string, line: string): RecordedEvent => {
  const start = line.indexOf('{');
  return { ...JSON.parse(line.slice(start)), stream, position: BigInt(line.slice(0, start)) };
};
