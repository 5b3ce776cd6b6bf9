/** Works on so many items at a time, and gives what comes of them in their order: the next begin while one is taken. */
export async function* sideBySide<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  const begin = (item: Item | undefined): void => {
    if (item === undefined) return;
    const begun = work(item);
    // Judged where it is awaited, which may be after it failed.
    begun.catch(() => undefined);
    underWay.push(begun);
  };
  const left = [...items];
  for (let n = 0; n < width; n++) begin(left.shift());
  for (let next = underWay.shift(); next !== undefined; next = underWay.shift()) {
    const result = await next;
    begin(left.shift());
    yield result;
  }
}
