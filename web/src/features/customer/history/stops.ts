import type { HistoryEntry } from '@crm/contracts';

/** A moment at which the record changed, and what made the change. */
export interface Stop {
  readonly at: string;
  readonly entries: readonly HistoryEntry[];
}

/**
 * The moments a record can be looked at, oldest first. Events of one millisecond are one moment, and so is one that a
 * clock set back has dated earlier than its predecessor: as of a moment everything before the first later event holds.
 */
export const stopsOf = (oldestFirst: readonly HistoryEntry[]): readonly Stop[] => {
  const stops: { at: string; entries: HistoryEntry[] }[] = [];
  for (const entry of oldestFirst) {
    const last = stops.at(-1);
    if (last !== undefined && entry.recordedAt <= last.at) last.entries.push(entry);
    else stops.push({ at: entry.recordedAt, entries: [entry] });
  }
  return stops;
};

/** Which stop holds as of a moment: its place among them, -1 before the first. */
export const stopAt = (stops: readonly Stop[], asOf: string): number =>
  stops.findLastIndex(({ at }) => at <= asOf);
