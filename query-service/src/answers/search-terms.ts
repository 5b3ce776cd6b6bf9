import { wordsIn } from '@crm/read-models';
import { type Fragment, raw, sql } from '@crm/service-kit/questions/sql';

/** What a search box holds, as conditions on `customer_search`. */
export interface SearchTerms {
  /** Every word asked for begins one of the record's. */
  readonly begun: Fragment<false>;
  /** Every word asked for is one of the record's as a whole. */
  readonly whole: Fragment<false>;
  /** Every word asked for is like one of the record's, or begins one; undefined where no word is long enough to tell. */
  readonly alike: Fragment<false> | undefined;
  /** How like, from 0 to 1,000. */
  readonly likeness: Fragment<false>;
}

/** Words are folded like what is stored; an address is a word as a whole; of a telephone number the digits are. */
export const searchTerms = (q: string): SearchTerms => {
  const words = wordsOf(q);
  // A word of one or two letters has too few trigrams to be told from others: the index would be read whole.
  // Of an address only what stands before the @: colleagues share the rest, so all of them would be alike.
  const long = words.map((word) => word.replace(/@.*/, '')).filter((word) => word.length > 2);
  return {
    begun: sql`lexemes @@ ${tsquery(words, ':*')}::tsquery`,
    whole: sql`lexemes @@ ${tsquery(words, '')}::tsquery`,
    alike:
      long.length === 0
        ? undefined
        : joined(
            long.map((word) => sql`${word} <% text`),
            'and',
          ),
    likeness:
      long.length === 0
        ? sql`0`
        : sql`(1000 * (${joined(
            long.map((word) => sql`word_similarity(${word}, text)`),
            '+',
          )}) / ${long.length}::integer)::integer`,
  };
};

const wordsOf = (q: string): readonly string[] => {
  if (/^[+\d][\d\s().\-/]{2,}$/.test(q)) return [q.replace(/\D/g, '').replace(/^00/, '')];
  return q.split(/\s+/).flatMap((part) => (part.includes('@') ? [part.toLowerCase()] : wordsIn(part)));
};

/** A query in the text form of Postgres: all words, each quoted. Nothing to look for finds nothing. */
const tsquery = (words: readonly string[], suffix: ':*' | ''): string =>
  words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'${suffix}`).join(' & ');

const joined = (fragments: readonly Fragment<false>[], by: 'and' | '+'): Fragment<false> =>
  fragments.reduce((before, fragment) => sql`${before} ${raw(by)} ${fragment}`);
