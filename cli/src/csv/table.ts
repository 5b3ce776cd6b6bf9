import { createReadStream } from 'node:fs';
import iconv from 'iconv-lite';
import { Unusable } from '../unusable.ts';
import { type CsvRecord, type Dialect, parseCsv } from './parse.ts';
import { records, sniff } from './sniff.ts';
import type { Survey } from './survey.ts';

/** A CSV file that can be read: its dialect, its columns, and its first rows. */
export interface Table {
  readonly file: string;
  readonly survey: Survey;
  readonly dialect: Dialect;
  readonly columns: readonly string[];
  readonly sample: readonly (readonly string[])[];
}

/** A row of the file: its number among the rows (from 1) and the physical line it begins on. */
export interface Row extends CsvRecord {
  readonly row: number;
}

/** Enough to judge a file by. */
const sampleBytes = 128 * 1024;

/**
 * Looks at a file's beginning: dialect, header, first rows.
 * @throws Unusable where the header cannot be one, naming the column and the reason
 */
export const openTable = async (file: string, survey: Survey): Promise<Table> => {
  const start = createReadStream(file, { end: sampleBytes - 1 });
  const sample = (await Array.fromAsync(decoded(start, survey.encoding))).join('');
  const dialect = await sniff(sample);
  const [header, ...rows] = await records(sample, dialect);
  return {
    file,
    survey,
    dialect,
    columns: columnsOf(header, file),
    sample: rows.filter((row) => !isBlank(row) && !row.broken).map(({ fields }) => fields),
  };
};

/** Every row after the header, a piece of the file at a time, and how many bytes of it have been read. */
export async function* rowsOf({
  file,
  survey,
  dialect,
}: Table): AsyncGenerator<{ rows: readonly Row[]; bytes: number }> {
  const source = createReadStream(file, { highWaterMark: 64 * 1024 });
  let row = 0;
  let header = true;
  for await (const found of parseCsv(decoded(source, survey.encoding), dialect)) {
    const body = header ? found.slice(1) : found;
    header = false;
    yield {
      rows: body.filter((each) => !isBlank(each)).map((each) => ({ ...each, row: ++row })),
      bytes: source.bytesRead,
    };
  }
}

/** A line without any value is no row: spreadsheets leave them at the end. */
const isBlank = ({ fields }: CsvRecord): boolean => fields.every((field) => field.trim() === '');

async function* decoded(source: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding);
  let first = true;
  for await (const chunk of source) {
    const text = decoder.write(chunk);
    yield first ? text.replace(/^\uFEFF/, '') : text;
    first = false;
  }
  yield decoder.end() ?? '';
}

const columnsOf = (header: CsvRecord | undefined, file: string): readonly string[] => {
  if (header === undefined || isBlank(header))
    throw new Unusable(`${file}: the first line is blank; it must name the columns.`);
  if (header.broken)
    throw new Unusable(`${file}: the quotation marks of the first line do not match: ${header.fields[0]}`);
  const columns = header.fields.map((name) => name.trim());
  while (columns.at(-1) === '') columns.pop();
  const looksLikeValue = columns.find((name) => /^[^\s@]+@[^\s@]+\.\w+$|^\+?[\d\s./-]{5,}$/.test(name));
  if (looksLikeValue !== undefined)
    throw new Unusable(
      `${file}: the first line holds a value (${looksLikeValue}) and not column names. Add a line that names the columns.`,
    );
  columns.forEach((name, index) => {
    if (name === '')
      throw new Unusable(
        `${file}: column ${index + 1} of ${columns.length} has no name in the first line (after ${columns[index - 1] ?? 'the start'}).`,
      );
    const twin = columns.indexOf(name);
    if (twin !== index)
      throw new Unusable(
        `${file}: columns ${twin + 1} and ${index + 1} are both called ${name}. Rename one.`,
      );
  });
  return columns;
};
