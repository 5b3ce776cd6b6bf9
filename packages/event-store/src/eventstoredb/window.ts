import type { RecordedEvent } from '@crm/contracts';

/** Events that are held for followers who are a little late; whoever is later reads the log. */
const most = 1_000;

/** The last events of the log, without a gap: from where it begins everything is in it. */
export interface Window {
  /** Everything after this position (null: everything) will be added; no effect where it has begun. */
  readonly begin: (after: bigint | null) => void;
  /** The next position of the log, with its event where it is one of ours. */
  readonly add: (position: bigint, event: RecordedEvent | null) => void;
  /** The last position that was added, else that it began after; undefined before it began. */
  readonly end: () => bigint | null | undefined;
  /** Up to `max` events after a position; null where it does not reach back so far. */
  readonly after: (position: bigint | null, max: number) => readonly RecordedEvent[] | null;
}

export const createWindow = (): Window => {
  let held: RecordedEvent[] = [];
  let start: bigint | null | undefined;
  let end: bigint | null | undefined;
  const reaches = (position: bigint | null): boolean =>
    start !== undefined && (start === null || (position !== null && position >= start));
  return {
    begin: (after) => {
      if (start !== undefined) return;
      [start, end] = [after, after];
    },
    add: (position, event) => {
      end = position;
      if (event === null) return;
      held.push(event);
      if (held.length < 2 * most) return;
      start = held[most - 1]?.position ?? start;
      held = held.slice(most);
    },
    end: () => end,
    after: (position, max) => {
      if (!reaches(position)) return null;
      const first = position === null ? 0 : held.findLastIndex((event) => event.position <= position) + 1;
      return held.slice(first, first + max);
    },
  };
};
