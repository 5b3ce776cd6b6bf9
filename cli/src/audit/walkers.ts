import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { logConfig, serviceConfig } from '@crm/service-kit/config';
import { z } from 'zod';
import type { Stretch, Walked } from './walk.ts';

/** Where the log and the notary's tables are. */
export const auditConfig = z.object({ ...logConfig, DATABASE_URL: serviceConfig.DATABASE_URL });
export type AuditConfig = z.output<typeof auditConfig>;

/** Walkers in threads: reading and hashing take every core there is. */
export interface Walkers {
  readonly count: number;
  readonly walk: (stretch: Stretch) => Promise<Walked>;
  readonly end: () => Promise<void>;
}

/** A walker for every core; each starts when there is work for it, as its start takes as long as 50,000 events. */
export const startWalkers = (config: AuditConfig, count = availableParallelism()): Walkers => {
  const workers: Worker[] = [];
  const idle: Worker[] = [];
  const waiting: ((worker: Worker) => void)[] = [];
  const start = (): Worker => {
    const worker = new Worker(new URL('./walk-worker.ts', import.meta.url), { workerData: config });
    workers.push(worker);
    return worker;
  };
  const free = (worker: Worker): void => {
    const next = waiting.shift();
    if (next === undefined) idle.push(worker);
    else next(worker);
  };
  const take = async (): Promise<Worker> => {
    const worker = idle.pop();
    if (worker !== undefined) return worker;
    return workers.length < count ? start() : new Promise((resolve) => void waiting.push(resolve));
  };
  return {
    count,
    walk: async (stretch) => {
      const worker = await take();
      try {
        return await answerOf(worker, stretch);
      } finally {
        free(worker);
      }
    },
    end: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
};

const answerOf = (worker: Worker, stretch: Stretch): Promise<Walked> =>
  new Promise((resolve, reject) => {
    const settle = (answer: { walked: Walked } | { error: unknown }): void => {
      worker.off('error', reject);
      if ('error' in answer) reject(answer.error);
      else resolve(asBuffers(answer.walked));
    };
    worker.once('message', settle).once('error', reject);
    worker.postMessage(stretch);
  });

/** Between threads a Buffer becomes the array of bytes that it is. */
const asBuffers = ({ peaks, first, hasGap }: Walked): Walked => ({
  peaks: peaks.map((hashes) => hashes.map((hash) => Buffer.from(hash))),
  hasGap,
  first: first && {
    ...first,
    leaf: first.leaf && Buffer.from(first.leaf),
    event: first.event && { ...first.event, hash: first.event.hash && Buffer.from(first.event.hash) },
  },
});
