import { type Batch, BatchAnswer } from '@crm/contracts';
import type { call } from './http.ts';

export type BatchCommand = Batch['commands'][number];

/** The most that `POST /api/batch` takes at once. */
const size = 500;
/** As many under way as the command line keeps. */
const inFlight = 4;

/**
 * Sends so many commands in batches, several at a time; gives the ids of the records, in order.
 * @throws where one was not accepted
 */
export const inBatches = async (
  post: ReturnType<typeof call>,
  count: number,
  commandOf: (n: number) => BatchCommand,
): Promise<readonly string[]> => {
  const ids: string[] = [];
  let next = 0;
  const sender = async (): Promise<void> => {
    while (next < count) {
      const from = next;
      next = Math.min(from + size, count);
      const commands = Array.from({ length: next - from }, (_, n) => commandOf(from + n));
      const { body } = await post('POST', '/api/batch', { commands });
      BatchAnswer.parse(JSON.parse(body)).results.forEach((result, n) => {
        if ('problem' in result) throw new Error(`${commands[n]?.command}: ${result.problem.detail}`);
        ids[from + n] = result.accepted.id;
      });
    }
  };
  await Promise.all(Array.from({ length: inFlight }, sender));
  return ids;
};
