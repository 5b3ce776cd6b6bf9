/**
 * Runs work on one key one after another, in the order it came, and work on different keys at once. Commands on one
 * record take turns: an append to a stream waits for the one before it anyway, and at once all but one would lose.
 */
export const turns = () => {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const before = last.get(key);
    const mine = before === undefined ? work() : before.then(work, work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
};
