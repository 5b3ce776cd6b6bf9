import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessName } from '../support/product.ts';
import type { Chance } from './chance.ts';

/** What `kill -9` hits: a process of the product, or the import itself. */
export type Victim = ProcessName | 'import';

/** A kill, and when: so many milliseconds after so many rows are in the log. */
export interface Kill {
  readonly victim: Victim;
  readonly rows: number;
  readonly wait: number;
}

/** Five kills in the course of an import: of all that writes, and of two that read or pass on. */
export const fiveKills = ({ between, shuffled }: Chance, rows: number): readonly Kill[] => {
  const others = shuffled<Victim>(['projection', 'query', 'auth', 'web']).slice(0, 2);
  const moments = Array.from({ length: 5 }, () => Math.round(rows * between(0, 0.8))).toSorted(
    (a, b) => a - b,
  );
  return shuffled<Victim>(['postgres', 'command', 'import', ...others]).map((victim, index) => ({
    victim,
    rows: moments[index] ?? 0,
    wait: Math.round(between(0, 100)),
  }));
};

/** Milliseconds for an import to come from one kill to the next. */
const patience = 60_000;

/**
 * Carries kills out, one after another; `logged` tells how many rows are in the log, and fails while that is away.
 * @throws Error where the import does not come that far
 */
export const carryOut = async (
  kills: readonly Kill[],
  logged: () => Promise<number>,
  kill: (victim: Victim) => void,
): Promise<void> => {
  for (const { victim, rows, wait } of kills) {
    for (const until = Date.now() + patience; (await logged().catch(() => 0)) < rows; await sleep(5))
      if (Date.now() > until) throw new Error(`the import stands still before row ${rows}`);
    await sleep(wait);
    kill(victim);
  }
};
