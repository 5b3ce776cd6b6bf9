import { partitionOf, type RecordedEvent } from '@crm/contracts';
import { type EventStore, latest, type Opener } from '@crm/event-store';
import { pageSize } from '../engine/following/page-size.ts';
import type { Fact, Feed, Told } from './feed.ts';
import type { Arrived, Source } from './source.ts';

/** What a feed source is made of. `store` opens what it reads, and `open` what the feed brings; `era` is that of the log now. */
interface Fed {
  readonly feed: Feed;
  readonly store: EventStore;
  readonly open: Opener;
  readonly era: () => Promise<number>;
}

/** A stretch of a partition, from behind a position up to another. */
interface Stretch {
  readonly from: bigint;
  readonly to: bigint;
}

/**
 * Events from a feed. Its messages are facts of the log, so whatever it repeats is known and skipped, and what it does not
 * have any more shows as a gap, which is read from the store: with checkpoints that move in the transaction of their rows,
 * every event has its effect once. What is of another era is no fact of this log: the plan changes with it, so that
 * whoever follows begins anew.
 */
export const feedSource = ({ feed, store, open, era }: Fed): Source => ({
  brings: feed.assigned,
  arrivals: async function* ({ partitions, held }, after, signal) {
    const at = new Map([...held.keys()].map((partition) => [partition, after ?? 0n]));
    const now = await era();
    while (!signal.aborted) {
      const told = await feed.next(new Set(held.keys()), signal);
      const ofNow = told.map(({ partition, facts }) => ({
        partition,
        facts: facts.filter(({ era }) => era === now),
      }));
      for await (const arrived of arrivedBy(ofNow, at, { store, open }, partitions)) {
        yield arrived;
        for (const [partition, position] of arrived.reached) at.set(partition, position);
      }
      feed.done(told);
    }
  },
});

/** What arrives with what was told: first what it leaves out. */
const arrivedBy = async function* (
  told: readonly Told[],
  at: ReadonlyMap<number, bigint>,
  { store, open }: Pick<Fed, 'store' | 'open'>,
  partitions: number,
): AsyncGenerator<Arrived> {
  const gaps = new Map<number, Stretch>();
  const facts: Fact[] = [];
  const reached = new Map<number, bigint>();
  for (const { partition, facts: all } of told) {
    const from = at.get(partition) ?? 0n;
    const { fresh, to, isComplete } = behind(from, all);
    if (to === from) continue;
    if (isComplete) {
      facts.push(...fresh);
      reached.set(partition, to);
    } else gaps.set(partition, { from, to });
  }
  if (gaps.size > 0) yield* readFrom(store, gaps, partitions);
  if (reached.size === 0) return;
  const events = facts.flatMap(({ event }) => event ?? []);
  yield { events: await open(events.toSorted(byPosition)), reached };
};

/** What facts say that is not known up to a position, up to where, and whether they leave nothing out. */
const behind = (from: bigint, facts: readonly Fact[]) => {
  let to = from;
  let isComplete = true;
  // A relay that begins anew tells the last ones again, among those that were not heard before either.
  const fresh = facts.filter(({ after, position }) => {
    if (position <= to) return false;
    if (after > to) isComplete = false;
    to = position;
    return true;
  });
  return { fresh, to, isComplete };
};

const readFrom = async function* (
  store: EventStore,
  gaps: ReadonlyMap<number, Stretch>,
  partitions: number,
): AsyncGenerator<Arrived> {
  const end = latest([...gaps.values()].map(({ to }) => to));
  const [first = end] = [...gaps.values()].map(({ from }) => from).toSorted((a, b) => (a < b ? -1 : 1));
  for (let position = first; position < end; ) {
    const page = await store.readAll(position === 0n ? null : position, pageSize);
    position = page.length < pageSize ? end : (page.at(-1)?.position ?? end);
    const events = page.filter((event) => {
      const gap = gaps.get(partitionOf(event.stream, partitions));
      return gap !== undefined && event.position > gap.from && event.position <= gap.to;
    });
    const to = [...gaps].map(([partition, gap]): [number, bigint] => [
      partition,
      gap.to < position ? gap.to : position,
    ]);
    yield {
      events,
      reached: new Map(to.filter(([partition, to]) => to > (gaps.get(partition)?.from ?? 0n))),
    };
  }
};

const byPosition = (a: RecordedEvent, b: RecordedEvent): number => (a.position < b.position ? -1 : 1);
