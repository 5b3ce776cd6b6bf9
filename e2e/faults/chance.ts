import { randomInt } from 'node:crypto';

/** Chance that can be had again: the same seed gives the same numbers (mulberry32). */
export interface Chance {
  /** A number from `low` up to `high`. */
  readonly between: (low: number, high: number) => number;
  readonly shuffled: <T>(values: readonly T[]) => readonly T[];
}

/** The seed of this run: FAULT_SEED where it is set, else a new one; it is printed. */
export const faultSeed = (): number => {
  const seed = Number(process.env.FAULT_SEED ?? randomInt(2 ** 31));
  process.stderr.write(`The faults come by FAULT_SEED=${seed}\n`);
  return seed;
};

export const chanceOf = (seed: number): Chance => {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    between: (low, high) => low + (high - low) * next(),
    shuffled: (values) =>
      values
        .map((value) => ({ value, place: next() }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ value }) => value),
  };
};
