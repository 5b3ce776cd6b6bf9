/** How many events a second were counted since it was last asked. */
export const createRate = (clock: () => number = () => performance.now()) => {
  let counted = 0;
  let since = clock();
  return {
    count: (events: number): void => {
      counted += events;
    },
    perSecond: (): number => {
      const now = clock();
      const rate = (1_000 * counted) / Math.max(1, now - since);
      counted = 0;
      since = now;
      return rate;
    },
  };
};
