/** A moment that people often look back to. */
export interface Suggestion {
  readonly label: string;
  readonly at: Date;
}

/** The ends of what has just ended, in the reader's zone, the latest first. */
export const suggestions = (now: Date): readonly Suggestion[] => {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  const ends: readonly Suggestion[] = [
    { label: 'End of yesterday', at: before(year, month, day) },
    { label: 'End of last month', at: before(year, month, 1) },
    { label: 'End of last quarter', at: before(year, month - (month % 3), 1) },
    { label: 'End of last year', at: before(year, 0, 1) },
  ];
  return ends.filter(({ at }, n) => ends.findIndex((other) => other.at.getTime() === at.getTime()) === n);
};

/** The last second before a day begins. */
const before = (year: number, month: number, day: number): Date => new Date(year, month, day, 0, 0, -1);
