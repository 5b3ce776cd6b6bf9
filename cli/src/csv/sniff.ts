import type { CsvRecord, Dialect } from './parse.ts';
import { parseCsv } from './parse.ts';

const delimiters = [',', ';', '\t', '|'] as const;

/** The dialect in which a sample of the file falls into the most regular table. */
export const sniff = async (sample: string): Promise<Dialect> => {
  const quoting = sniffQuoting(sample);
  const scored = await Promise.all(
    delimiters.map(async (delimiter) => {
      const dialect = { delimiter, ...quoting };
      return { dialect, score: regularity(await records(sample, dialect)) };
    }),
  );
  return scored.toSorted((a, b) => b.score - a.score)[0]?.dialect ?? { delimiter: ',', ...quoting };
};

/** The records of a sample; its last one may be cut off and is left out where there are others. */
export const records = async (sample: string, dialect: Dialect): Promise<readonly CsvRecord[]> => {
  const all = (await Array.fromAsync(parseCsv([sample], dialect))).flat();
  return all.length > 2 ? all.slice(0, -1) : all;
};

/** Share of the records that have as many fields as the header; more columns win between equals, one column loses. */
const regularity = (table: readonly CsvRecord[]): number => {
  const columns = table[0]?.fields.length ?? 0;
  if (columns < 2) return 0;
  const rows = table.filter(({ fields }) => fields.length > 1 || fields[0] !== '');
  const even = rows.filter(({ fields, broken }) => !broken && fields.length === columns).length;
  return even / rows.length + columns / 10_000;
};

const sniffQuoting = (sample: string): Omit<Dialect, 'delimiter'> => {
  const fieldsIn = (quote: string) =>
    sample.match(new RegExp(`(?<=^|[,;\\t|])${quote}[^${quote}\\n]*${quote}(?=[,;\\t|\\r\\n]|$)`, 'gm'))
      ?.length ?? 0;
  const quote = fieldsIn('"') === 0 && fieldsIn("'") > 1 ? "'" : '"';
  const escaped = sample.split(`\\${quote}`).length;
  const doubled = sample.split(new RegExp(`[^,;\\t|\\n]${quote}${quote}[^,;\\t|\\r\\n]`)).length;
  return { quote, escape: escaped > doubled ? 'backslash' : 'doubled' };
};
