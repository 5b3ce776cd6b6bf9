/**
 * Makes many concurrent calls one: whatever is asked for in one turn of the event loop, or while a call is under way,
 * goes into the next. Each caller gets the whole answer of the call that carried its wishes, or its error.
 */
export const coalesce = <Wish, Answer>(
  ask: (wishes: readonly Wish[]) => Promise<Answer>,
): ((wishes: readonly Wish[]) => Promise<Answer>) => {
  let next: { readonly wishes: Set<Wish>; readonly answer: Promise<Answer> } | null = null;
  let underWay: Promise<unknown> = Promise.resolve();

  const begin = () => {
    const wishes = new Set<Wish>();
    const answer = underWay
      .then(() => new Promise((resolve) => setImmediate(resolve)))
      .then(() => {
        next = null;
        return ask([...wishes]);
      });
    underWay = answer.catch(() => {});
    return { wishes, answer };
  };

  return (wishes) => {
    next ??= begin();
    for (const wish of wishes) next.wishes.add(wish);
    return next.answer;
  };
};
