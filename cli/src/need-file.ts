import { statSync } from 'node:fs';
import { Unusable } from './unusable.ts';

/** Says at once that a file was mistyped. @throws Unusable where it is missing, or no file */
export const needFile = (file: string): void => {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new Unusable(`There is no file ${file}.`);
  if (found.isDirectory()) throw new Unusable(`${file} is a folder, not a file.`);
};
