import type { UnknownAddress } from '@crm/contracts';
import type { z } from 'zod';

/** One address of a file and the line that it stands on, from 1. */
export interface FileAddress {
  readonly line: number;
  readonly address: string;
}

/**
 * The addresses of a CSV file: those of the column named e-mail, else of the first in which one stands. Cells are parted
 * by comma, semicolon or tab; a quoted cell may hold them. Empty cells and the head are left out. Whether an address is
 * one, the server says.
 */
export const addressesIn = (csv: string): readonly FileAddress[] => {
  const rows = csv
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((text, index) => ({ line: index + 1, text }))
    .filter(({ text }) => text.trim() !== '');
  const separator = separatorOf(rows[0]?.text ?? '');
  const cells = rows.map(({ line, text }) => ({ line, cells: cellsOf(text, separator) }));
  const [head, ...rest] = cells;
  if (head === undefined) return [];
  const named = head.cells.findIndex((cell) => /^e[-\s_]?mail/i.test(cell));
  const hasHead = named >= 0 || !head.cells.some((cell) => cell.includes('@'));
  const body = hasHead ? rest : cells;
  const column = named >= 0 ? named : firstWithAddress(body.map((row) => row.cells));
  return body.flatMap(({ line, cells: row }) => {
    const address = row[column]?.trim() ?? '';
    return address === '' ? [] : [{ line, address }];
  });
};

const firstWithAddress = (rows: readonly (readonly string[])[]): number => {
  const found = rows
    .map((row) => row.findIndex((cell) => cell.includes('@')))
    .filter((column) => column >= 0);
  return found[0] ?? 0;
};

const separatorOf = (head: string): string =>
  [';', '\t', ','].find((separator) => head.includes(separator)) ?? ',';

/** The cells of one line; a doubled quote within quotes stands for one. */
const cellsOf = (text: string, separator: string): readonly string[] => {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (letter === '"' && quoted && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (letter === '"') quoted = !quoted;
    else if (letter === separator && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += letter;
  }
  return [...cells, cell.trim()];
};

type Unknown = z.infer<typeof UnknownAddress>;

/** What is said of an address that leads to nobody. */
export const whyUnknown: Readonly<Record<Unknown['code'], string>> = {
  'not-an-address': 'is no e-mail address',
  'nobody-has-it': 'belongs to no customer',
  'named-twice': 'stands in the file twice',
};

/** The addresses that lead to nobody as a file that can be corrected: line of the file, address, reason. */
export const unknownCsv = (unknown: readonly Unknown[], file: readonly FileAddress[]): string =>
  [
    ['line', 'e-mail', 'reason'],
    ...unknown.map(({ row, address, code }) => [file[row - 1]?.line ?? row, address, whyUnknown[code]]),
  ]
    .map((row) => row.map(quoted).join(','))
    .join('\r\n');

/** Quoted where it must be; a spreadsheet must not take a cell of ours for a formula. */
const quoted = (cell: string | number): string => {
  const text = /^[=+\-@\t\r]/.test(String(cell)) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
