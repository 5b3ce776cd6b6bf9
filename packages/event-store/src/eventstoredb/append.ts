import { setTimeout as delay } from 'node:timers/promises';
import type { Admitted } from '../admit.ts';
import { InvalidAppend } from '../errors.ts';
import type { AppendResult } from '../port.ts';
import type { BatchAppend } from './batch-append.ts';
import { appendRequest } from './events.ts';
import { callFailure, type Failed, outcomeUnknown, refusal, unavailable } from './failures.ts';
import type { Timings } from './timings.ts';

/** What an append needs of the store. */
export interface Appending {
  readonly send: BatchAppend;
  readonly timings: Timings;
  /** Where an event stands in the log. */
  readonly positionOf: (stream: string, revision: number) => Promise<bigint>;
}

/** Milliseconds before each retry: together about what a server takes to come back. */
const pauses = [20, 100, 300, 1000, 2000];

/**
 * Sends an append. Where its answer is lost the same ids and expectation go out again: the server knows what it has
 * written by them.
 * @throws WrongExpectedRevision, AppendTooLarge, Unavailable, AppendOutcomeUnknown
 */
export const append = async (appending: Appending, admitted: Admitted): Promise<AppendResult> => {
  const begun = Date.now();
  let mayBeWritten = false;
  for (let tries = 0; ; tries++) {
    const answer = await attempt(appending, admitted);
    if ('revisions' in answer) return answer;
    if (answer.failure === 'refused') throw answer.error;
    mayBeWritten ||= answer.failure === 'outcome-unknown';
    const pause = pauses[tries];
    if (pause === undefined || Date.now() - begun > appending.timings.patience)
      throw mayBeWritten ? outcomeUnknown(answer.error) : unavailable(answer.error);
    await delay(pause * (0.5 + Math.random()));
  }
};

/** One round trip, and another where the server does not say the position. */
const attempt = async (
  { send, timings, positionOf }: Appending,
  { streams, bytes }: Admitted,
): Promise<AppendResult | Failed> => {
  const [only] = streams;
  if (only === undefined) throw new InvalidAppend('an append needs a stream');
  try {
    const answer = await send(appendRequest(only), timings.answer);
    const error = answer.getError();
    if (error !== undefined) return refusal(error, only.stream, bytes);
    const success = answer.getSuccess();
    const revision = Number(success?.getCurrentRevision());
    const position = success?.getPosition()?.getCommitPosition();
    return {
      revisions: [revision],
      position: position === undefined ? await positionOf(only.stream, revision) : BigInt(position),
    };
  } catch (error) {
    return callFailure(error);
  }
};
