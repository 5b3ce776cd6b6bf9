import { Unavailable } from '../errors.ts';

/** How much may be under way: what comes beyond is refused at once. */
export interface AppendLimits {
  readonly requests: number;
  readonly bytes: number;
}

/** As much as waits for the Postgres store. */
export const defaultAppendLimits: AppendLimits = { requests: 10_000, bytes: 64 * 1024 * 1024 };

/** The appends under way: how many there may be, and when the last of them has ended. */
export const createUnderWay = (limits: AppendLimits) => {
  let [requests, bytes, closed] = [0, 0, false];
  let drained = (): void => {};
  return {
    /** @throws Unavailable where there are too many, or the store is closed */
    run: async <Result>(size: number, append: () => Promise<Result>): Promise<Result> => {
      if (closed) throw new Unavailable('the event store is closed');
      const isFull = requests >= limits.requests || bytes + size > limits.bytes;
      if (isFull && requests > 0)
        throw new Unavailable(`${requests} appends are under way already: try again shortly`);
      requests++;
      bytes += size;
      try {
        return await append();
      } finally {
        requests--;
        bytes -= size;
        if (requests === 0) drained();
      }
    },
    /** Refuses what comes from now on, and waits for what is there. */
    close: (): Promise<void> => {
      closed = true;
      if (requests === 0) return Promise.resolve();
      return new Promise((resolve) => {
        drained = resolve;
      });
    },
  };
};
