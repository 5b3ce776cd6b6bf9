import type { Sentence } from './sentences.ts';

/** What several changes were about, each thing named once, the first few of many. */
export const summaryOf = (sentences: readonly Sentence[]): string => {
  const once = [...new Set(sentences.flatMap(topicsOf))];
  return once.length > 4 ? `${once.slice(0, 3).join(', ')} and ${once.length - 3} more` : once.join(', ');
};

/** What a change was about: as it says itself, else the fields that it set, else its headline. */
const topicsOf = ({ title, settings, topic }: Sentence): readonly string[] => {
  if (topic !== undefined) return [topic];
  return settings.length > 0
    ? settings.map(({ label }) => label.toLowerCase())
    : [`${title.charAt(0).toLowerCase()}${title.slice(1)}`];
};
