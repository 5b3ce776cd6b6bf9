/** One line of the table. */
export interface Result {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** What the same machine did in the same run without the work in question: the measure of the value. */
  readonly floor?: number;
  /** What the value is held to; none where it is printed for the record. */
  readonly goal?: Goal;
}

/** A goal over the value itself, or over its ratio to the floor. */
export interface Goal {
  readonly of: 'value' | 'ratio';
  readonly is: 'at least' | 'at most';
  readonly limit: number;
}

/** A measurement by name: it prepares what it needs, and leaves nothing behind. */
export interface Figure {
  readonly name: string;
  /** What is measured against what, in a sentence. */
  readonly about: string;
  readonly measure: (say: (progress: string) => void) => Promise<readonly Result[]>;
}

export const ratioOf = ({ value, floor }: Result): number | null =>
  floor === undefined || floor === 0 ? null : value / floor;

/** Whether the goal was met; null where there is none. */
export const isMet = (result: Result): boolean | null => {
  const { goal, value } = result;
  if (goal === undefined) return null;
  const measured = goal.of === 'value' ? value : ratioOf(result);
  if (measured === null) return false;
  return goal.is === 'at least' ? measured >= goal.limit : measured <= goal.limit;
};
