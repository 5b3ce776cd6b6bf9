/** The entries of a list, folded: what e-mail addresses and telephone numbers have in common. */
interface Entry {
  readonly id: string;
  readonly primary: boolean;
}

export const changed = <E extends Entry>(entries: readonly E[], entry: E): E[] =>
  entries.map((each) => (each.id === entry.id ? entry : each));

export const removed = <E extends Entry>(entries: readonly E[], id: string): E[] =>
  entries.filter((each) => each.id !== id);

/** The primary one, else the first. */
export const primary = <E extends Entry>(entries: readonly E[]): E | undefined =>
  entries.find((each) => each.primary) ?? entries[0];
