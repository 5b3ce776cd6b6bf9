import { partitionOf, type RecordedEvent } from '@crm/contracts';
import { createMemoryStore, type EventStore } from '@crm/event-store';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { appendMixed } from '../../testing/following.ts';
import { factOf } from '../kafka/fact-of.ts';
import { messagesOf, topicPartitions } from '../relay/messages.ts';
import type { Fact, Told } from './feed.ts';
import { feedSource } from './feed-source.ts';

let store: EventStore;
let log: readonly RecordedEvent[];
beforeEach(async () => {
  store = createMemoryStore();
  const draw = draws(1);
  await appendMixed(
    store,
    Array.from({ length: 12 }, () => customerHistory(draw, 12)),
  );
  log = await store.readAll(null, 10_000);
});

/** The feed's facts of a part of the log, by partition, as the relay tells them in batches of some events. */
const told = (from: number, to: number, size = 7, eras: readonly string[] = []): readonly Told[] => {
  const facts = new Map<number, Fact[]>();
  for (let start = from; start < to; start += size) {
    const batch = log.slice(start, Math.min(start + size, to));
    for (const { topic, partition, value, headers } of messagesOf(
      'test',
      batch,
      log[start - 1]?.position ?? 0n,
      eras,
    ))
      if (topic === 'test.events') {
        const fact = factOf({ value: value === null ? null : Buffer.from(value), headers: { ...headers } });
        facts.set(partition, [...(facts.get(partition) ?? []), fact]);
      }
  }
  return [...facts].map(([partition, facts]) => ({ partition, facts }));
};

/** What arrives of several helpings in some partitions, and how far each came. */
const arrivals = async (
  helpings: readonly (readonly Told[])[],
  partitions = Array.from({ length: topicPartitions }, (_, partition) => partition),
  after: bigint | null = null,
  era = 0,
) => {
  const ending = new AbortController();
  const left = [...helpings];
  const source = feedSource({
    feed: {
      assigned: () => new Set(partitions),
      next: async () => {
        const next = left.shift();
        if (next === undefined) ending.abort();
        return next ?? [];
      },
      done: () => undefined,
    },
    store,
    open: async (page) => page,
    era: async () => era,
  });
  const held = new Map(partitions.map((partition) => [partition, 1]));
  const share = { revision: 0, partitions: topicPartitions, held, divideInto: null };
  const events: RecordedEvent[] = [];
  const reached = new Map<number, bigint>();
  for await (const arrived of source.arrivals(share, after, ending.signal)) {
    events.push(...arrived.events);
    for (const [partition, position] of arrived.reached) reached.set(partition, position);
  }
  return { events: events.toSorted((a, b) => Number(a.position - b.position)), reached };
};
const end = () => log.at(-1)?.position;

describe('a feed', () => {
  it('brings every event, and every partition to the end', async () => {
    const { events, reached } = await arrivals([told(0, 50), told(50, log.length)]);
    expect(events).toEqual(log);
    expect(new Set(reached.values())).toEqual(new Set([end()]));
    expect(reached.size).toBe(topicPartitions);
  });

  it('is heard once where it repeats itself', async () => {
    const { events } = await arrivals([told(0, 60), told(20, 90, 5), told(0, 90, 11), told(70, log.length)]);
    expect(events).toEqual(log);
  });

  it('is heard once where it repeats itself within a helping', async () => {
    const [first, second] = [told(0, 60), told(20, log.length, 5)];
    const both = first.map(({ partition, facts }) => {
      const again = second.find((one) => one.partition === partition)?.facts ?? [];
      return { partition, facts: [...facts, ...again] };
    });
    const { events } = await arrivals([both]);
    expect(events).toEqual(log);
  });

  it('is made up for from the store where it leaves something out', async () => {
    const { events, reached } = await arrivals([told(0, 20), told(60, 80), told(110, log.length)]);
    expect(events).toEqual(log);
    expect(new Set(reached.values())).toEqual(new Set([end()]));
  });

  it('begins behind a position, also where it has nothing of what comes next any more', async () => {
    const after = log[29]?.position ?? 0n;
    const { events } = await arrivals([told(50, log.length)], undefined, after);
    expect(events).toEqual(log.slice(30));
  });

  it('is not believed where it tells of a log that is gone, or of one that is still to come', async () => {
    const [before, now, later] = [told(0, 90), told(30, 40, 7, ['30']), told(40, 50, 7, ['30', '40'])];
    const { events, reached } = await arrivals([before, now, later], undefined, null, 1);
    expect(events).toEqual(log.slice(0, 40));
    expect(new Set(reached.values())).toEqual(new Set([log[39]?.position]));
  });

  it('is made up for in the partitions at hand alone', async () => {
    const of = partitionOf(log[0]?.stream ?? '', topicPartitions);
    const only = (all: readonly Told[]) => all.filter(({ partition }) => partition === of);
    const { events } = await arrivals([only(told(40, log.length))], [of]);
    expect(events).toEqual(log.filter(({ stream }) => partitionOf(stream, topicPartitions) === of));
  });
});
