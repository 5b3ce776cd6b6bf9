import type { TimelineEntry } from '@crm/contracts';

/** One line of the timeline as it is drawn: an entry, or several edits in a row folded into one. */
export type TimelineItem =
  | { readonly folded: false; readonly entry: TimelineEntry }
  | {
      readonly folded: true;
      readonly id: string;
      readonly entries: readonly [TimelineEntry, ...TimelineEntry[]];
    };

/**
 * Folds changes of the record that one person made one after the other. In view only: each stays what it is, and
 * can be shown again. Interactions are never folded.
 */
export const folded = (entries: readonly TimelineEntry[]): readonly TimelineItem[] => {
  const runs: [TimelineEntry, ...TimelineEntry[]][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    if (run !== undefined && belongs(run[0], entry)) run.push(entry);
    else runs.push([entry]);
  }
  return runs.map((run) =>
    run.length < 2
      ? { folded: false, entry: run[0] }
      : { folded: true, id: run[run.length - 1]?.id ?? '', entries: run },
  );
};

const belongs = (one: TimelineEntry, other: TimelineEntry): boolean =>
  one.change !== null &&
  other.change !== null &&
  one.actor === other.actor &&
  !isLandmark(other) &&
  !isLandmark(one);

/** Where a life begins, where it is put away and where it ends are landmarks: they stay in sight. */
const isLandmark = ({ change }: TimelineEntry): boolean => change !== null && landmarks.has(change.type);

const landmarks = new Set(['CustomerRegistered', 'CustomerArchived', 'CustomerRestored', 'CustomerErased']);

/** Splits off the pinned interactions that stand, to be shown first. */
export const withPinnedFirst = (
  entries: readonly TimelineEntry[],
): { readonly pinned: readonly TimelineEntry[]; readonly rest: readonly TimelineEntry[] } => {
  const isPinned = ({ interaction }: TimelineEntry): boolean =>
    interaction?.pinned === true && interaction.voidedAt === null;
  return { pinned: entries.filter(isPinned), rest: entries.filter((entry) => !isPinned(entry)) };
};
