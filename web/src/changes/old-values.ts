import { type Sentence, type Setting, sentenceOf } from './sentences.ts';

/** Anything that happened: the screen knows its type and its data. */
interface Happened {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * The sentences of events given newest first, by event id, each with the old values that the older ones tell. An
 * event names only what it set: what held before the oldest one given is not known.
 */
export const withOldValues = (newestFirst: readonly Happened[]): ReadonlyMap<string, Sentence> => {
  const known = new Map<string, unknown>();
  const sentences = new Map<string, Sentence>();
  for (const { id, type, data } of newestFirst.toReversed()) {
    const sentence = sentenceOf(type, data);
    sentences.set(id, { ...sentence, settings: sentence.settings.map((each) => withOld(each, type, known)) });
    for (const { key, to } of sentence.settings) known.set(key, to);
    // From the first event on everything is known: what it does not name was empty.
    if (type === 'CustomerRegistered') known.set(beginning, true);
  }
  return sentences;
};

const beginning = 'the beginning';

/** A setting with what held before; `from` stays absent where that is not known here. */
const withOld = (setting: Setting, type: string, known: ReadonlyMap<string, unknown>): Setting => {
  if ('from' in setting) return setting;
  if (known.has(setting.key)) return { ...setting, from: known.get(setting.key) };
  return type === 'CustomerRegistered' || known.has(beginning) ? { ...setting, from: null } : setting;
};
