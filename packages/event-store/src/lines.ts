import type { RecordedEvent } from '@crm/contracts';
import type { EventStore } from './port.ts';

/** Events of a store that has no lines of its own are read so many at a time. */
const pageSize = 500;

/**
 * The log as lines of text, an event each, some whole lines at a time: for whoever sets events aside without looking into
 * them. They are in the text format of COPY, with the columns position, stream, type, id, revision, schema, data, metadata.
 * `until`: the last position; absent: the log's end. @throws Unavailable
 */
export async function* linesOf(store: EventStore, until?: bigint): AsyncGenerator<Buffer> {
  if (store.readLines !== undefined) yield* store.readLines(until);
  else
    for await (const page of pagesOf(store, until))
      if (page.length > 0) yield Buffer.from(page.map(lineOf).join(''));
}

async function* pagesOf(store: EventStore, until: bigint | undefined) {
  for (let last: bigint | null = null; ; ) {
    const page: readonly RecordedEvent[] = await store.readAll(last, pageSize);
    yield page.filter(({ position }) => until === undefined || position <= until);
    last = page.at(-1)?.position ?? null;
    if (last === null || page.length < pageSize || (until !== undefined && last >= until)) return;
  }
}

const lineOf = ({ position, stream, type, id, revision, schema, data, metadata }: RecordedEvent): string => {
  const texts = [
    stream,
    type,
    id,
    `${revision}`,
    `${schema}`,
    JSON.stringify(data),
    JSON.stringify(metadata),
  ];
  return `${[`${position}`, ...texts.map(escaped)].join('\t')}\n`;
};

/** Where a line lies, and what is needed of it to set it aside. Names stand as in the line, that is escaped. */
export interface LineHead {
  readonly stream: string;
  readonly type: string;
  /** Where the next line begins. */
  readonly end: number;
}

const [tab, lineBreak] = [9, 10];

/** Looks at the line that begins at a place. */
export const headAt = (lines: Buffer, start: number): LineHead => {
  const stream = lines.indexOf(tab, start) + 1;
  const type = lines.indexOf(tab, stream) + 1;
  const rest = lines.indexOf(tab, type) + 1;
  return {
    stream: lines.toString('latin1', stream, type - 1),
    type: lines.toString('latin1', type, rest - 1),
    end: lines.indexOf(lineBreak, rest) + 1,
  };
};

/** The event of the line from one place to another. */
export const eventBetween = (lines: Buffer, start: number, end: number): RecordedEvent => {
  const line = lines.toString('utf8', start, end - 1);
  const columns = line.includes('\\') ? line.split('\t').map(plain) : line.split('\t');
  const [position = '', stream = '', type = '', id = '', revision, schema, data = '', metadata = ''] =
    columns;
  return {
    position: BigInt(position),
    stream,
    type,
    id,
    revision: Number(revision),
    schema: Number(schema),
    data: JSON.parse(data),
    metadata: JSON.parse(metadata),
  };
};

const letters: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};
const special = /[\\\b\f\n\r\t\v]/;

/** Whether text is not what it is in COPY's text format. */
export const mustBeEscaped = (text: string): boolean => special.test(text);

/** Text as a column of COPY's text format. */
export const escaped = (text: string): string =>
  mustBeEscaped(text) ? text.replace(/[\\\b\f\n\r\t\v]/g, (letter) => letters[letter] ?? letter) : text;

const letterOf = new Map(Object.entries(letters).map(([letter, written]) => [written, letter]));

/** The text of a column. */
export const plain = (text: string): string =>
  text.replace(/\\./g, (written) => letterOf.get(written) ?? written);
