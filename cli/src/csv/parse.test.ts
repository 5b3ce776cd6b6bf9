import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CsvRecord, type Dialect, parseCsv } from './parse.ts';
import { csvLine } from './write.ts';

const comma: Dialect = { delimiter: ',', quote: '"', escape: 'doubled' };

const parse = async (
  text: string,
  dialect = comma,
  size = text.length || 1,
): Promise<readonly CsvRecord[]> => {
  const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, n) =>
    text.slice(n * size, (n + 1) * size),
  );
  return (await Array.fromAsync(parseCsv(pieces, dialect))).flat();
};
const fieldsOf = async (text: string, dialect = comma) =>
  (await parse(text, dialect)).map(({ fields }) => fields);

describe('parseCsv', () => {
  it('reads back any table it is written as, whatever the pieces it arrives in', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', ' ', 'x', '\\') }),
    );
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.integer({ min: 1, max: 9 }),
        async (rows, delimiter, size) => {
          const text = rows.map((row) => csvLine(row, delimiter)).join('');
          const records = await parse(text, { ...comma, delimiter }, size);
          expect(records.map(({ fields }) => fields)).toEqual(rows);
        },
      ),
    );
  });

  it('names the physical line a record begins on, line breaks inside quotes counted', async () => {
    const records = await parse('a,b\r\n1,"x\r\ny\r\nz"\r\n\r\n2,"p\nq"\n3,4');
    expect(records.map(({ line, fields }) => [line, fields[0]])).toEqual([
      [1, 'a'],
      [2, '1'],
      [5, ''],
      [6, '2'],
      [8, '3'],
    ]);
  });

  it('loses one line, not the file, to a quote that is never closed', async () => {
    const records = await parse('a,b\n"never,1\nnext,2\nlast,3\n');
    expect(records.map(({ line, fields, broken }) => [line, fields, broken])).toEqual([
      [1, ['a', 'b'], undefined],
      [2, ['"never,1'], true],
      [3, ['next', '2'], undefined],
      [4, ['last', '3'], undefined],
    ]);
  });

  it('gives up a quote that is still open after a megabyte, and goes on with the next line', async () => {
    const rows = Array.from({ length: 200_000 }, (_, n) => `row ${n},${n}\n`).join('');
    const records = await parse(`a,b\n"never,1\n${rows}`, comma, 65_536);
    expect(records).toHaveLength(200_002);
    expect(records[1]).toEqual({ line: 2, fields: ['"never,1'], broken: true });
    expect(records.at(-1)).toEqual({ line: 200_002, fields: ['row 199999', '199999'] });
  });

  it('refuses text after a closing quote, and takes a quote inside a bare value as it is', async () => {
    const [first, second] = await parse('"a"b,c\n5" disk,d\n');
    expect(first).toMatchObject({ broken: true });
    expect(second).toEqual({ line: 2, fields: ['5" disk', 'd'] });
  });

  it('reads quotes escaped by a backslash, and apostrophes as quotes', async () => {
    expect(await fieldsOf('"say \\"hi\\", ok",2\n', { ...comma, escape: 'backslash' })).toEqual([
      ['say "hi", ok', '2'],
    ]);
    expect(await fieldsOf("'it''s, ok',2\n", { ...comma, quote: "'" })).toEqual([["it's, ok", '2']]);
  });

  it('takes \\n, \\r\\n and \\r as line ends, and a last line without one', async () => {
    expect(await fieldsOf('a\r\nb\nc\rd')).toEqual([['a'], ['b'], ['c'], ['d']]);
  });
});
