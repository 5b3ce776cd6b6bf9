import type { EventContract } from '@crm/contracts';
import type { FoldEvent } from './read-model.ts';

type Events = Readonly<Record<string, EventContract>>;

/** One fold for every type of a map, whatever the row was before. */
export const everyTime = <E extends Events, After>(
  events: E,
  fold: (event: FoldEvent) => After,
): { readonly [T in keyof E & string]: (row: unknown, event: FoldEvent) => After } =>
  Object.fromEntries(
    Object.keys(events).map((type) => [type, (_: unknown, event: FoldEvent) => fold(event)]),
  ) as never;

/** The fields that a partial event names: it says nothing of the others. */
export const said = <Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
