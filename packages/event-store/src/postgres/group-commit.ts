import type { Admitted } from '../admit.ts';
import { AppendOutcomeUnknown, Unavailable } from '../errors.ts';
import type { AppendResult } from '../port.ts';
import type { Outcome } from './append.ts';

/** How much may wait, and how much goes into one flush. */
export interface GroupCommitLimits {
  /** Flushes under way at once: while one commits, the next is already at the server, waiting for the head. */
  readonly flushes: number;
  readonly waitingRequests: number;
  readonly waitingBytes: number;
  readonly flushEvents: number;
  readonly flushBytes: number;
}

/** Measured on 2 cores: more than two flushes at once only split the same work into smaller transactions. */
export const defaultLimits: GroupCommitLimits = {
  flushes: 2,
  waitingRequests: 10_000,
  waitingBytes: 64 * 1024 * 1024,
  flushEvents: 2_000,
  flushBytes: 4 * 1024 * 1024,
};

/** Requests below which a flush is not worth sharing out: a transaction costs what forty events cost. */
const leastShare = 64;

interface Waiting {
  readonly admitted: Admitted;
  readonly settle: (outcome: Outcome) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Appends that wait share a transaction. There is no timer: whatever came in this turn of the event loop goes out,
 * and what comes while the flushes are under way goes out with the next.
 */
export const createGroupCommit = (
  flush: (batch: readonly Admitted[]) => Promise<readonly Outcome[]>,
  limits: GroupCommitLimits,
) => {
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let flushing = 0;
  let scheduled = false;
  let closed = false;
  let drained = (): void => {};

  const schedule = (): void => {
    if (scheduled || flushing === limits.flushes || waiting.length === 0) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      const { taken, left } = take(waiting, shareOf(waiting.length, limits.flushes - flushing), limits);
      waiting = left;
      waitingBytes -= bytesOf(taken);
      flushing++;
      schedule();
      void settle(taken, flush).finally(() => {
        flushing--;
        if (flushing === 0 && waiting.length === 0) drained();
        schedule();
      });
    });
  };

  return {
    /** @throws WrongExpectedRevision, Unavailable, AppendOutcomeUnknown */
    add: (admitted: Admitted): Promise<AppendResult> =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Unavailable('the event store is closed'));
        const full =
          waiting.length >= limits.waitingRequests || waitingBytes + admitted.bytes > limits.waitingBytes;
        if (full && waiting.length > 0)
          return reject(new Unavailable(`${waiting.length} appends are waiting already: try again shortly`));
        const settle = (outcome: Outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome));
        waiting.push({ admitted, settle, fail: reject });
        waitingBytes += admitted.bytes;
        schedule();
      }),
    /** Refuses what comes from now on, and waits for what is there. */
    close: (): Promise<void> => {
      closed = true;
      if (flushing === 0 && waiting.length === 0) return Promise.resolve();
      return new Promise((resolve) => {
        drained = resolve;
      });
    },
  };
};

/**
 * How many requests a flush takes where so many may begin. Whoever is answered together asks again together: in one
 * flush they would stay for ever, and we would wait while the server writes, and the server while we make the next.
 */
const shareOf = (waiting: number, free: number): number => {
  const share = Math.ceil(waiting / free);
  return share < leastShare ? waiting : share;
};

/** In order of arrival, a stream once in a flush: what another request already touches stays for the next one. */
const take = (waiting: readonly Waiting[], share: number, { flushEvents, flushBytes }: GroupCommitLimits) => {
  const touched = new Set<string>();
  const taken: Waiting[] = [];
  const left: Waiting[] = [];
  let [events, bytes] = [0, 0];
  for (const request of waiting) {
    const { streams } = request.admitted;
    const free = streams.every(({ stream }) => !touched.has(stream));
    for (const { stream } of streams) touched.add(stream);
    const fits = taken.length === 0 || (events < flushEvents && bytes + request.admitted.bytes <= flushBytes);
    if (!free || !fits || taken.length === share) {
      left.push(request);
      continue;
    }
    taken.push(request);
    events += streams.reduce((sum, stream) => sum + stream.events.length, 0);
    bytes += request.admitted.bytes;
  }
  return { taken, left };
};

/** Never rejects. What the database refuses as a whole is sent again one by one: a fault hits only its own append. */
const settle = async (
  batch: readonly Waiting[],
  flush: (batch: readonly Admitted[]) => Promise<readonly Outcome[]>,
): Promise<void> => {
  try {
    const outcomes = await flush(batch.map(({ admitted }) => admitted));
    for (const [index, { settle, fail }] of batch.entries()) {
      const outcome = outcomes[index];
      outcome === undefined ? fail(new Error('a flush left an append without an answer')) : settle(outcome);
    }
  } catch (error) {
    const lost = error instanceof Unavailable || error instanceof AppendOutcomeUnknown;
    if (lost || batch.length === 1) for (const { fail } of batch) fail(error);
    else for (const one of batch) await settle([one], flush);
  }
};

const bytesOf = (requests: readonly Waiting[]): number =>
  requests.reduce((sum, { admitted }) => sum + admitted.bytes, 0);
