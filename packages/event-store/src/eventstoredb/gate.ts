/** Lets so many run at once; the others wait for their turn, in order. */
export type Gate = <Result>(run: () => Promise<Result>) => Promise<Result>;

export const createGate = (places: number): Gate => {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (run) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free--;
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
};
