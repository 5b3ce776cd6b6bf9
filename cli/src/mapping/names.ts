import { salutation } from './values.ts';

/** A person's name in its parts, as they stood in one cell. */
export interface NameParts {
  readonly salutation?: string;
  readonly firstName?: string;
  readonly lastName: string;
}

/** Words that belong to the family name they stand before. */
const particles = new Set(
  'von van de der den del della di da do dos das du la le las los el al bin ibn ben ter ten zu zum zur af av san st'.split(
    ' ',
  ),
);

/** Words that belong to the family name they stand behind. */
const suffix = /^(jr|sr|ii|iii|iv|phd|md|esq)\.?$/i;

/**
 * "Dr. Ludwig van Beethoven" and "Beethoven, Ludwig van": the family name is the last word with its particles, or what
 * stands before the comma. A single word is a family name.
 */
export const splitName = (text: string): NameParts => {
  const { title, rest } = withoutTitle(text.trim().replace(/\s+/g, ' '));
  const titled = title === null ? {} : { salutation: title };
  const comma = rest.indexOf(',');
  const behind = rest.slice(comma + 1).trim();
  if (comma > 0 && behind !== '' && !suffix.test(behind))
    return { ...titled, firstName: behind, lastName: rest.slice(0, comma).trim() };
  const words = rest.split(' ');
  let from = words.length - 1;
  while (from > 0 && suffix.test(words[from] ?? '')) from--;
  while (from > 1 && particles.has((words[from - 1] ?? '').toLowerCase())) from--;
  return from === 0
    ? { ...titled, lastName: rest }
    : { ...titled, firstName: words.slice(0, from).join(' '), lastName: words.slice(from).join(' ') };
};

const withoutTitle = (name: string): { title: string | null; rest: string } => {
  let title: string | null = null;
  let rest = name;
  for (let space = rest.indexOf(' '); space > 0; space = rest.indexOf(' ')) {
    const found =
      rest[space - 1] === '.' || rest.slice(0, space).length > 1 ? salutation(rest.slice(0, space)) : null;
    if (found === null) break;
    title = title === null || found === 'Dr.' ? found : title;
    rest = rest.slice(space + 1);
  }
  return { title, rest };
};
