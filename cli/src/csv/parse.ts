/** How a file writes its table. */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  /** What makes a quote inside a quoted field literal: the quote doubled, or a backslash. */
  readonly escape: 'doubled' | 'backslash';
}

/** One record. `line` is the physical line of the file (from 1) on which it begins. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
  /** Set where the quoting is broken: `fields` then holds that one line as it stands. */
  readonly broken?: true;
}

/** A record longer than this has lost its closing quote. */
const longestRecord = 1024 * 1024;

/**
 * Records of a text that arrives in pieces, as many at a time as a piece completes. A quote that is never closed, or
 * is closed in the middle of a field, costs one line and not the rest of the file.
 */
export async function* parseCsv(
  pieces: AsyncIterable<string> | Iterable<string>,
  dialect: Dialect,
): AsyncGenerator<readonly CsvRecord[]> {
  let text = '';
  let line = 1;
  const take = (ended: boolean): readonly CsvRecord[] => {
    const records: CsvRecord[] = [];
    let at = 0;
    while (at < text.length) {
      const found = readRecord(text, at, dialect, ended);
      if (found === 'more' && text.length - at <= longestRecord) break;
      const whole = typeof found === 'object' ? found : brokenLine(text, at, ended);
      if (whole === 'more') break;
      records.push({ line, fields: whole.fields, ...(typeof found === 'object' ? {} : { broken: true }) });
      line += whole.lines;
      at = whole.next;
    }
    text = text.slice(at);
    return records;
  };
  for await (const piece of pieces) {
    text += piece;
    const records = take(false);
    if (records.length > 0) yield records;
  }
  const rest = take(true);
  if (rest.length > 0) yield rest;
}

/** A record and where the next one begins; `lines` it covers. */
interface Found {
  readonly fields: readonly string[];
  readonly next: number;
  readonly lines: number;
}

const readRecord = (
  text: string,
  start: number,
  dialect: Dialect,
  ended: boolean,
): Found | 'more' | 'broken' => {
  const fields: string[] = [];
  let lines = 1;
  for (let at = start; ; ) {
    let end: number;
    if (text[at] === dialect.quote) {
      const close = closingQuote(text, at + 1, dialect, ended);
      if (typeof close !== 'number') return close;
      const raw = text.slice(at + 1, close);
      lines += newlines(raw);
      fields.push(unescaped(raw, dialect));
      end = close + 1;
    } else {
      end = fieldEnd(text, at, dialect.delimiter);
      fields.push(text.slice(at, end));
    }
    if (text.startsWith(dialect.delimiter, end)) at = end + 1;
    else if (end === text.length) return ended ? { fields, next: end, lines } : 'more';
    else {
      const next = afterNewline(text, end, ended);
      if (next === 'more') return 'more';
      return next === end ? 'broken' : { fields, next, lines };
    }
  }
};

/** The one line at `at`, as a record of a single field. */
const brokenLine = (text: string, at: number, ended: boolean): Found | 'more' => {
  const end = fieldEnd(text, at, '\n');
  const next = afterNewline(text, end, ended);
  if (next === 'more' || (end === text.length && !ended)) return 'more';
  return { fields: [text.slice(at, end)], next, lines: 1 };
};

const closingQuote = (
  text: string,
  from: number,
  { quote, escape: escaping }: Dialect,
  ended: boolean,
): number | 'more' | 'broken' => {
  for (let at = from; ; ) {
    const found = text.indexOf(quote, at);
    if (found < 0) return ended ? 'broken' : 'more';
    if (escaping === 'backslash') {
      if (backslashesBefore(text, found, from) % 2 === 0) return found;
      at = found + 1;
    } else if (text[found + 1] === quote) at = found + 2;
    else return found + 1 === text.length && !ended ? 'more' : found;
  }
};

const backslashesBefore = (text: string, at: number, from: number): number => {
  let first = at;
  while (first > from && text[first - 1] === '\\') first--;
  return at - first;
};

const unescaped = (raw: string, { quote, escape: escaping }: Dialect): string =>
  escaping === 'backslash' ? raw.replace(/\\(.)/gs, '$1') : raw.replaceAll(quote + quote, quote);

const newline = 10;
const carriageReturn = 13;

/** Where an unquoted field ends: at the delimiter, at a line's end, or at the end of what there is. */
const fieldEnd = (text: string, from: number, delimiter: string): number => {
  const stop = delimiter.charCodeAt(0);
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === stop || code === newline || code === carriageReturn) break;
  }
  return at;
};

/** The position after a line end (\n, \r\n or \r) at `at`; `at` itself where there is none. */
const afterNewline = (text: string, at: number, ended: boolean): number | 'more' => {
  if (text.charCodeAt(at) === newline) return at + 1;
  if (text.charCodeAt(at) !== carriageReturn) return at;
  if (at + 1 === text.length && !ended) return 'more';
  return text.charCodeAt(at + 1) === newline ? at + 2 : at + 1;
};

const newlines = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;
