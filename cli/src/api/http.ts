import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '@crm/contracts';
import { Unusable } from '../unusable.ts';

/** The server was not reached or not ready: asking again is right, and safe with the same keys. */
export class Unreachable extends Error {
  override name = 'Unreachable';
  readonly retryAfterMs: number | null;
  constructor(sentence: string, retryAfterMs: number | null = null) {
    super(sentence);
    this.retryAfterMs = retryAfterMs;
  }
}

/** The server understood and said no. */
export class Refused extends Error {
  override name = 'Refused';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** An answer that never comes is given up after this. */
const answerWithinMs = 60_000;

/** A parsed answer, null where there is none, and the token by which a question waits for what it tells of. */
export interface Answered {
  readonly answer: unknown;
  readonly token: string | null;
}

/** Posts JSON text and gives the parsed answer. @throws as `exchange` */
export const postJson = async (
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<unknown> => (await post(url, body, headers)).answer;

/** Posts JSON text. @throws as `exchange` */
export const post = (
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<Answered> =>
  exchange(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

/** Gets the parsed answer. @throws as `exchange` */
export const getJson = async (url: string, headers: Readonly<Record<string, string>>): Promise<unknown> =>
  (await exchange(url, { headers })).answer;

/** @throws Unreachable on connection faults, 429 and 5xx; Refused on every other problem; Unusable where no CRM answers */
const exchange = async (url: string, request: RequestInit): Promise<Answered> => {
  const response = await fetch(url, {
    ...request,
    signal: AbortSignal.timeout(answerWithinMs),
  }).catch(unreachable(url));
  const text = await response.text().catch(unreachable(url));
  if (response.ok)
    return {
      answer: text === '' ? null : JSON.parse(text),
      token: response.headers.get('consistency-token'),
    };
  const problem = Problem.safeParse(parsed(text));
  const sentence = `${new URL(url).origin} answered ${response.status}${problem.success ? `: ${problem.data.detail}` : ''}`;
  if (response.status === 429 || response.status >= 500)
    throw new Unreachable(sentence, retryAfter(response));
  throw problem.success
    ? new Refused(problem.data)
    : new Unusable(`${sentence}, and not as a CRM does: ${text.slice(0, 200)}`);
};

/**
 * Tries again while the server is unreachable, with back-off, until it has been so for `patienceMs`.
 * @throws the last Unreachable then; every other error at once
 */
export const patiently = async <T>(
  attempt: () => Promise<T>,
  patienceMs: number,
  onWait: (why: string) => void,
): Promise<T> => {
  const deadline = Date.now() + patienceMs;
  for (let pause = 100; ; pause = Math.min(pause * 2, 5_000)) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Unreachable) || Date.now() >= deadline) throw error;
      onWait(error.message);
      await sleep(Math.max(error.retryAfterMs ?? 0, pause * (0.5 + Math.random() / 2)));
    }
  }
};

const unreachable =
  (url: string) =>
  (error: unknown): never => {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const why = cause instanceof Error ? cause.message || cause.name : cause;
    throw new Unreachable(`no answer from ${new URL(url).origin} (${why})`);
  };

const retryAfter = (response: Response): number | null => {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.min(seconds, 60) * 1000 : null;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
};
