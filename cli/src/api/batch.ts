import { type Batch, BatchAnswer } from '@crm/contracts';
import { postTokenAs } from './as.ts';
import { patiently } from './http.ts';
import { stepper } from './in-step.ts';
import type { SignedIn } from './session.ts';

export type BatchCommand = Batch['commands'][number];
export type BatchResult = BatchAnswer['results'][number];

/** A command as the text that travels. */
export type CommandText = string;

/** Sends up to 500 commands and gives a result for each, in their order. */
export type SendBatch = (commands: readonly CommandText[]) => Promise<readonly BatchResult[]>;

/** How often a single command that the server could not carry out is sent again while others go through. */
const attempts = 6;

/**
 * Sends batches, in step with the read models; whatever only a moment stands in the way of is sent again with the same
 * keys, which is safe.
 * @throws Unreachable after `patienceMs` without an answer; Refused where the server refuses the batch as such
 */
export const batchSender = (
  session: SignedIn,
  patienceMs: number,
  onWait: (why: string) => void,
): SendBatch => {
  const { ready, wrote } = stepper(session);
  const post = async (commands: readonly CommandText[]): Promise<readonly BatchResult[]> => {
    const body = `{"commands":[${commands.join(',')}]}`;
    await ready();
    const { answer, token } = await patiently(() => postTokenAs(session, '/batch', body), patienceMs, onWait);
    wrote(commands.length, token);
    const results = BatchAnswer.parse(answer).results;
    if (results.length !== commands.length)
      throw new Error(`${commands.length} commands were sent, ${results.length} results came back.`);
    return results;
  };
  return async (commands) => {
    const results: BatchResult[] = [...(await post(commands))];
    for (let attempt = 1; attempt < attempts; attempt++) {
      const again = results.flatMap((result, index) => (isPassing(result) ? [index] : []));
      if (again.length === 0) break;
      await pause(attempt);
      const answers = await post(again.map((index) => commands[index] ?? ''));
      again.forEach((index, nth) => {
        const answer = answers[nth];
        if (answer) results[index] = answer;
      });
    }
    return results;
  };
};

/** A refusal that is over soon: overload, a service restarting, a race lost too often. */
const isPassing = (result: BatchResult): boolean =>
  'problem' in result && (result.status >= 500 || result.status === 429 || result.problem.code === 'busy');

const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt));
