/** What happened on one day of the reader's calendar (`YYYY-MM-DD`). */
export interface Day<Item> {
  readonly day: string;
  readonly items: readonly Item[];
}

/** Groups neighbours of one day, keeping their order. `zone`: IANA; absent, the reader's own. */
export const byDay = <Item>(
  items: readonly Item[],
  instantOf: (item: Item) => string,
  zone?: string,
): readonly Day<Item>[] => {
  const days: { day: string; items: Item[] }[] = [];
  for (const item of items) {
    const day = dayOf(instantOf(item), zone);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days;
};

/** The day of the calendar on which an instant falls in a time zone. */
export const dayOf = (instant: string, zone?: string): string =>
  // Sweden writes dates as ISO does.
  new Date(instant).toLocaleDateString('sv-SE', zone === undefined ? {} : { timeZone: zone });

/** A day's heading: today and yesterday by name, days of another year with their year. */
export const dayName = (day: string, today: string, locale?: string): string => {
  const date = new Date(`${day}T00:00:00Z`);
  const away = (new Date(`${today}T00:00:00Z`).getTime() - date.getTime()) / 86_400_000;
  if (away === 0) return 'Today';
  if (away === 1) return 'Yesterday';
  return date.toLocaleDateString(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  });
};
