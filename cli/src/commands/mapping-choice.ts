import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { Table } from '../csv/table.ts';
import { guessMapping } from '../mapping/guess.ts';
import { type Mapping, parseMapping, requireName } from '../mapping/mapping.ts';
import { say } from '../terminal.ts';
import { Unusable } from '../unusable.ts';

/**
 * The mapping of a file: the one that is named, else the one saved beside it, else a guess, which is saved there. A
 * saved one is never overwritten: people edit them, and the same mapping makes the same import.
 * @throws Unusable where it does not fit the file
 */
export const chooseMapping = async (
  table: Table,
  map: string,
  country: string | undefined,
): Promise<Mapping> => {
  const beside = `${table.file.replace(/\.[^./]+$/, '')}.map.json`;
  if (map !== 'auto' && !existsSync(map)) throw new Unusable(`There is no mapping file ${map}.`);
  const saved = map !== 'auto' ? map : existsSync(beside) ? beside : null;
  const mapping =
    saved === null
      ? requireName(guessMapping(table, country), table.columns, table.file)
      : parseMapping(await readFile(saved, 'utf8'), saved, table.columns);
  if (saved === null) await writeFile(beside, `${JSON.stringify(mapping, null, 2)}\n`);
  say(
    saved === null
      ? `Mapping (guessed, saved as ${beside}; edit it and start again to change it):`
      : `Mapping (${saved}):`,
  );
  const width = Math.max(...table.columns.map((name) => name.length));
  for (const name of table.columns) say(`  ${name.padEnd(width)}  -> ${shown(mapping, name)}`);
  return country === undefined ? mapping : { ...mapping, defaultCountry: country };
};

const shown = (mapping: Mapping, column: string): string => {
  const to = mapping.columns[column] ?? 'attribute';
  return typeof to === 'string' ? to : `${to.to} (${to.label})`;
};
