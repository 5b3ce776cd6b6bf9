/** What clients that each wait for their answer before they ask again got done. */
export interface Loop {
  readonly perSecond: number;
  /** Milliseconds of each call. */
  readonly latencies: readonly number[];
}

/** Runs `clients` callers side by side for so many milliseconds. The first failure ends the measurement. */
export const closedLoop = async (
  clients: number,
  milliseconds: number,
  call: (client: number, n: number) => Promise<unknown>,
): Promise<Loop> => {
  const latencies: number[] = [];
  const startedAt = performance.now();
  const caller = async (client: number): Promise<void> => {
    for (let n = 0; performance.now() - startedAt < milliseconds; n++) {
      const askedAt = performance.now();
      await call(client, n);
      latencies.push(performance.now() - askedAt);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => caller(client)));
  return { perSecond: (latencies.length / (performance.now() - startedAt)) * 1000, latencies };
};
