/** An instant as `datetime-local` writes it, in the reader's zone. */
export const localMoment = (instant: string): string => {
  const date = new Date(instant);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString();
  return local.slice(0, date.getSeconds() === 0 && date.getMilliseconds() === 0 ? 16 : 19);
};

/** The instant of a `datetime-local` value; null where it is none. */
export const instantOf = (local: string): string | null => {
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
};

/** The last instant of a `datetime-local` value, which has no milliseconds: all that was recorded within that second has happened. */
export const endOfSecond = (local: string): string | null => {
  const instant = instantOf(local);
  return instant === null ? null : new Date(new Date(instant).getTime() + 999).toISOString();
};
