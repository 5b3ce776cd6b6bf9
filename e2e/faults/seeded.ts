/** Chance that can be had again: the same seed gives the same numbers. */
export interface Seeded {
  /** From 0 up to but not including 1. */
  readonly next: () => number;
  readonly between: (least: number, most: number) => number;
  readonly shuffled: <T>(values: readonly T[]) => readonly T[];
}

/** mulberry32 (Tommy Ettinger, public domain): small, and good enough to choose moments and victims. */
export const seeded = (seed: number): Seeded => {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (least, most) => least + next() * (most - least),
    shuffled: (values) =>
      values
        .map((value) => ({ value, at: next() }))
        .sort((one, other) => one.at - other.at)
        .map(({ value }) => value),
  };
};
