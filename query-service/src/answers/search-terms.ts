import { addressWord, wordsIn } from '@crm/read-models';
import { all, type Fragment, raw, sql } from '@crm/service-kit/questions/sql';
import { typosOf } from './typos.ts';

/** One condition, in the form that is quickest to check on a row at hand, and in that by which an index finds the rows. */
export interface Condition {
  readonly checked: Fragment<false>;
  readonly sought: Fragment<false>;
}

/** What a search box holds, as conditions on `customer_search`. */
export interface SearchTerms {
  /** Every word asked for is one of the record's as a whole. */
  readonly whole: Condition;
  /** Every word asked for begins one of the record's. */
  readonly begun: Condition;
  /** So it is, but not every one is a whole one. */
  readonly onlyBegun: Condition;
  /** More than one word is asked for. */
  readonly areSeveral: boolean;
  /** Somebody has each of the words, whoever it is: none of them is mistyped. */
  readonly known: Fragment<false>;
  /** A query for the words that are there and that those asked for may be slips of; undefined where they cannot be. */
  readonly respelled: Fragment<false> | undefined;
  /** Every word asked for is like one of the record's, or begins one; undefined where no word is long enough to tell. */
  readonly alike: Fragment<false> | undefined;
  /** Something asked for has a digit: a number, or an address with one. */
  readonly hasDigits: boolean;
  /** How like, from 0 to 1,000. */
  readonly likeness: Fragment<false>;
}

/** Words are folded like what is stored; an address is a word as a whole; of a telephone number the digits are. */
export const searchTerms = (q: string): SearchTerms => {
  const asked = isNumber(q) ? [digitsOf(q)] : q.split(/\s+/);
  const words = asked.flatMap((part) => (isAddress(part) ? addressWord(part) : wordsIn(part)));
  // Of an address what stands before the @ is enough: colleagues share the rest.
  const parts = asked.flatMap((part) => wordsIn(isAddress(part) ? part.replace(/@.*/, '') : part));
  const hasDigits = /\d/.test(parts.join(''));
  // A word of one or two letters has too few trigrams to be told from others: the index would be read whole. Those of
  // numbers are all alike; mistyped ones are found by their spelling.
  const long = hasDigits ? [] : parts.filter((word) => word.length > 2);
  const whole = sql`lexemes @@ ${tsquery(words, '')}::tsquery`;
  const checked = sql`lexemes @@ ${tsquery(words, ':*')}::tsquery`;
  // What is compared with `true` no index is asked for: the one of words keeps out.
  const sought =
    words.length > 1 && words.every(isPlain)
      ? sql`(${checked}) is true and ${joined(words.map(inText), 'and')}`
      : checked;
  return {
    hasDigits,
    whole: { checked: whole, sought: whole },
    begun: { checked, sought },
    onlyBegun: { checked: sql`${checked} and not ${whole}`, sought: sql`${sought} and not ${whole}` },
    areSeveral: words.length > 1,
    known: all(
      parts.map(
        (word) => sql`exists (select from customer_search where lexemes @@ ${tsquery([word], '')}::tsquery)`,
      ),
    ),
    respelled: parts.some((word) => typosOf(word).length > 0)
      ? joined(parts.map(respelled), '&&')
      : undefined,
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

/**
 * The index of words reads all that begin with one, however rare the other is; that of trigrams skips to the rarest of
 * them all. Of two common names it takes 17 ms instead of 48, of most pairs half the time, of two rare ones 3 ms more.
 * Few letters stand in the midst of too many words: of a short one the beginning is asked for.
 */
const inText = (word: string): Fragment<false> =>
  word.length > 3 ? sql`text like ${`%${word}%`}` : sql`text ~ ${`(^| )${word}`}`;

/** A word that stands in the text, as addresses and numbers do not, of letters that every locale has trigrams of. */
const isPlain = (word: string): boolean => /^\d*[a-z][a-z\d]*$/.test(word);

/**
 * A word or those of its possible spellings that some record has. Each is asked for alone, 3 µs: hundreds in one query,
 * of which few exist, take ten times as long. Only the last word may be unfinished: beginnings of common words are slow.
 */
const respelled = (word: string, at: number, words: readonly string[]): Fragment<false> => {
  const typos = typosOf(word).filter((typo) => typo !== word);
  const itself = tsquery([word], typos.length === 0 || at === words.length - 1 ? ':*' : '');
  return sql`(
    select concat_ws(' | ', ${itself}::text, string_agg(spelling, ' | '))::tsquery
    from unnest(${typos.map((typo) => tsquery([typo], ''))}::text[]) spelling
    where exists (select from customer_search where lexemes @@ spelling::tsquery)
  )`;
};

const isNumber = (q: string): boolean => /^[+\d][\d\s().\-/]{2,}$/.test(q);
const digitsOf = (q: string): string => q.replace(/\D/g, '').replace(/^00/, '');

/** Something before an @. What has nothing before it, a company's `@acme.org`, are plain words. */
const isAddress = (part: string): boolean => part.lastIndexOf('@') > 0;

/** A query in the text form of Postgres: all words, each quoted. Nothing to look for finds nothing. */
const tsquery = (words: readonly string[], suffix: ':*' | ''): string =>
  words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'${suffix}`).join(' & ');

const joined = (fragments: readonly Fragment<false>[], by: 'and' | '+' | '&&'): Fragment<false> =>
  fragments.reduce((before, fragment) => sql`${before} ${raw(by)} ${fragment}`);
