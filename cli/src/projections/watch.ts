import { setTimeout as sleep } from 'node:timers/promises';
import { Rebuild, readModelQuestions } from '@crm/contracts';
import { z } from 'zod';
import type { Asker } from '../api/asker.ts';
import { type Progress, timeLeft } from '../progress.ts';

/** Milliseconds between two looks. */
const every = 500;

/** Whether a rebuild has not come to its end. */
export const isUnderWay = ({ finishedAt }: Pick<Rebuild, 'finishedAt'>): boolean => finishedAt === null;

/** Shows how far a rebuild is until it has ended; gives its end, or null where the watching was ended before. */
export const watch = async (
  { ask }: Asker,
  id: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<Rebuild | null> => {
  while (!signal.aborted) {
    const rebuilds = await ask(z.array(Rebuild), readModelQuestions.rebuilds.path);
    const rebuild = rebuilds.find((each) => each.id === id);
    if (rebuild === undefined) throw new Error(`nothing is known of ${id} any more`);
    progress.update(rebuild.done, rebuild.total ?? 0, textOf(rebuild));
    if (!isUnderWay(rebuild)) return rebuild;
    await sleep(every, undefined, { signal }).catch(() => undefined);
  }
  return null;
};

const textOf = ({ state, done, total, rate, secondsLeft }: Rebuild): string =>
  [
    state,
    `${done} of ${total ?? '?'} events`,
    `${Math.round(rate ?? 0)} events/s`,
    `${secondsLeft === null ? '–' : timeLeft(secondsLeft)} left`,
  ].join(' · ');
