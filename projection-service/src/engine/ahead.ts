/**
 * Reads one page ahead: the next is fetched and opened while this one is written. Whoever stops early must end the
 * source by itself (an abort signal): a page under way is not waited for.
 */
export async function* ahead<Page>(pages: AsyncIterable<Page>): AsyncGenerator<Page> {
  const iterator = pages[Symbol.asyncIterator]();
  const ask = () => {
    const next = iterator.next();
    // Judged where it is awaited, which may be after it failed.
    next.catch(() => undefined);
    return next;
  };
  for (let next = ask(); ; ) {
    const { done, value } = await next;
    if (done) return;
    next = ask();
    yield value;
  }
}
