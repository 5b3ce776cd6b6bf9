/**
 * Reads one page ahead: the next is fetched and opened while this one is written. Whoever stops early ends the source as
 * well, once it has given the page that is under way, which is not waited for.
 */
export async function* ahead<Page>(pages: AsyncIterable<Page>): AsyncGenerator<Page> {
  const iterator = pages[Symbol.asyncIterator]();
  const ask = () => {
    const next = iterator.next();
    // Judged where it is awaited, which may be after it failed.
    next.catch(() => undefined);
    return next;
  };
  try {
    for (let next = ask(); ; ) {
      const { done, value } = await next;
      if (done) return;
      next = ask();
      yield value;
    }
  } finally {
    iterator.return?.().catch(() => undefined);
  }
}
