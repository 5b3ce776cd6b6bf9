import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { survey } from './survey.ts';
import { openTable, rowsOf } from './table.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crm-table-'));
});
afterAll(() => rm(folder, { recursive: true }));

const tableOf = async (content: string | Buffer) => {
  const file = join(folder, 'people.csv');
  await writeFile(file, content);
  return openTable(file, await survey(file));
};
const rowsIn = async (content: string | Buffer) =>
  (await Array.fromAsync(rowsOf(await tableOf(content)))).flatMap(({ rows }) => rows);

describe('openTable', () => {
  const text = 'Name,Stadt\nJürgen,Köln\nZoë,Besançon\nÅsa,Malmö\n';

  it.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`), 'utf-8'],
    ['Windows-1252', iconv.encode(text, 'windows-1252'), 'windows-1252'],
    ['UTF-16 with a byte order mark', iconv.encode(text, 'utf-16le', { addBOM: true }), 'utf-16le'],
    ['UTF-16 without one', iconv.encode(text, 'utf-16be'), 'utf-16be'],
  ])('reads %s', async (_, bytes, encoding) => {
    const table = await tableOf(bytes);
    expect(table.survey.encoding).toBe(encoding);
    expect(table.columns).toEqual(['Name', 'Stadt']);
    expect((await rowsIn(bytes)).map(({ fields }) => fields.join(' '))).toEqual([
      'Jürgen Köln',
      'Zoë Besançon',
      'Åsa Malmö',
    ]);
  });

  it('reads Cyrillic in its Windows code page', async () => {
    const russian =
      'имя,город\nАнна Каренина,Москва\nРодион Раскольников,Петербург\nИван Карамазов,Скотопригоньевск\n';
    expect((await rowsIn(iconv.encode(russian, 'windows-1251')))[0]?.fields).toEqual([
      'Анна Каренина',
      'Москва',
    ]);
  });

  it.each([
    ['an empty file', '', /is empty/],
    ['a blank first line', ',,\na,b,c\n', /first line is blank/],
    [
      'a first line without names',
      'ada@example.org,Ada\nbob@example.org,Bob\n',
      /holds a value \(ada@example.org\) and not column names/,
    ],
    ['a column without a name', 'name,,email\na,b,c\n', /column 2 of 3 has no name/],
    ['two columns of one name', 'name,email,email\na,b,c\n', /columns 2 and 3 are both called email/],
    ['an Excel workbook', 'PK\x03\x04rest', /Excel workbook/],
  ])('says what is wrong with %s', async (_, content, sentence) => {
    await expect(tableOf(content)).rejects.toThrow(sentence);
  });

  it('numbers rows and lines, and passes over lines without a value', async () => {
    const rows = await rowsIn('a,b\n1,"x\ny"\n\n,\n2,z\n');
    expect(rows.map(({ row, line, fields }) => [row, line, fields[0]])).toEqual([
      [1, 2, '1'],
      [2, 6, '2'],
    ]);
  });
});
