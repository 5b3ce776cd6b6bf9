import { wordsIn } from '@crm/read-models';
import { owners } from './million.ts';
import { firstNames, lastNames, lateStage, oldStage, stages, tags } from './people.ts';

/** One question, with values that differ from one time to the next. */
export interface Asking {
  readonly path: (n: number) => string;
  /** Asked by somebody who sees only the customers that are his own, a fiftieth of all. */
  readonly own?: true;
}

/** A name, the common ones as often as people have them. */
const named = (names: readonly string[], n: number): string =>
  names[Math.floor(4 * ((names.length / 4 + 1) ** ((n * 0.618034) % 1) - 1))] ?? '';
const first = (n: number): string => named(firstNames, n);
const last = (n: number): string => named(lastNames, n * 7 + 3);
const plain = (name: string): string => wordsIn(name).join('');
/** A number below a million, in no order. */
const some = (n: number): number => ((n + 1000) * 7919) % 1_000_000;
const of = (values: readonly string[], n: number): string => values[n % values.length] ?? '';

/** One letter too many, too few, another, or two that changed places, behind the second. */
const mistyped = (word: string, n: number): string => {
  const at = 2 + (n % Math.max(1, word.length - 3));
  const [before, here, next, rest] = [
    word.slice(0, at),
    word[at] ?? '',
    word[at + 1] ?? '',
    word.slice(at + 2),
  ];
  const typos = [
    before + here + here + next + rest,
    before + next + rest,
    `${before}x${next}${rest}`,
    before + next + here + rest,
  ];
  return of(typos, n);
};

const query = (terms: Readonly<Record<string, string>>): string => `/customers?${new URLSearchParams(terms)}`;
const q = (ask: (n: number) => string, more: Readonly<Record<string, string>> = {}): Asking => ({
  path: (n) => query({ q: ask(n), ...more }),
});
const byName = { sort: 'name', order: 'asc' } as const;

/** What is asked of a million customers. */
export const mix: Readonly<Record<string, Asking>> = {
  'list, newest first': { path: () => query({}) },
  'list, one stage by name': { path: (n) => query({ stage: of(stages, n), ...byName }) },
  'list, a rare stage, newest first': { path: () => query({ stage: oldStage }) },
  'list, a rare stage by name': { path: (n) => query({ stage: of([oldStage, lateStage], n), ...byName }) },
  'list, one owner': { path: (n) => query({ ownerId: of(owners, n) }) },
  'list, one owner and stage by name': {
    path: (n) => query({ ownerId: of(owners, n), stage: of(stages, n), ...byName }),
  },
  'list, a tag by company': { path: (n) => query({ tag: of(tags, n), sort: 'companyName', order: 'asc' }) },
  'list, a tag and a rare stage': {
    path: (n) => query({ tag: of(tags, n), stage: of([oldStage, lateStage], n) }),
  },
  'list, by last activity': { path: () => query({ sort: 'lastActivityAt' }) },
  'list, own by name': { path: () => query(byName), own: true },
  'search, first letters': q((n) => plain(last(n)).slice(0, 1 + (n % 4))),
  'search, a word that all have': q(() => 'example'),
  'search, a common word': q((n) => of(tags, n)),
  'search, a common pair': q((n) => `${of(tags, n)} ${plain(of(firstNames.slice(0, 6), n))}`),
  'search, a full name': q((n) => `${first(n)} ${last(n)}`),
  'search, an address': q((n) =>
    some(n) % 5 === 0
      ? `person${some(n)}@company${some(n) % 20_000}.example`
      : `${plain(first(n))}.${plain(last(n))}`,
  ),
  'search, an address begun': q((n) => `person${some(n)}@comp`),
  'search, an address that nobody has': q((n) =>
    of([`${plain(first(n))}.${plain(last(n))}${n}@nowhere.example`, `persn${some(n)}@company`], n),
  ),
  'search, a number': q((n) => `+49 30 ${10_000_000 + some(n)}`),
  'search, a number that nobody has': q((n) => `+49 40 ${10_000_000 + some(n)}`),
  'search, a mistyped last name': q((n) => mistyped(plain(lastNames[n * 3] ?? ''), n)),
  'search, a mistyped full name': q((n) => `${plain(first(n))} ${mistyped(plain(last(n)), n)}`),
  'search, a word that nobody has': q(
    (n) => `${of(['qwertz', 'blumenkohl', 'nebukadnezar', 'wxyzabc'], n)}${n}`,
  ),
  'search, a common word and a rare stage': {
    path: (n) => query({ q: of(tags, n), stage: of([oldStage, lateStage], n) }),
  },
  'search, a full name, by company': q((n) => `${first(n)} ${last(n)}`, {
    sort: 'companyName',
    order: 'asc',
  }),
  'search, a common word, by name': q((n) => of(tags, n), byName),
  'search, a mistyped last name, by name': q((n) => mistyped(plain(lastNames[n * 3] ?? ''), n), byName),
  'search of own, first letters': { ...q((n) => plain(last(n)).slice(0, 1 + (n % 4))), own: true },
  'search of own, a full name': { ...q((n) => `${first(n)} ${last(n)}`), own: true },
  'search of own, a mistyped last name': {
    ...q((n) => mistyped(plain(lastNames[n * 3] ?? ''), n)),
    own: true,
  },
};
