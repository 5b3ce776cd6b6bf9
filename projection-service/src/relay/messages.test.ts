import { partitionOf, type RecordedEvent } from '@crm/contracts';
import { createMemoryStore } from '@crm/event-store';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { appendMixed, newEvent } from '../../testing/following.ts';
import { messagesOf, topicPartitions } from './messages.ts';

let log: readonly RecordedEvent[];
beforeAll(async () => {
  const store = createMemoryStore();
  await appendMixed(store, [customerHistory(draws(1), 3), customerHistory(draws(2), 3)], 2);
  const held = newEvent({ type: 'EmailReserved', data: { holderId: 'somebody' } });
  await store.append([{ stream: 'email-0a1b', expected: 'none', events: [held] }]);
  log = await store.readAll(null, 100);
});
const feed = (after = 0n) => messagesOf('crm', log, after, []).filter(({ topic }) => topic === 'crm.events');

describe('what is told of a batch', () => {
  it('is every event, in the partition of its stream', () => {
    const told = feed().filter(({ key }) => key !== null);
    expect(told.map(({ headers }) => headers.id)).toEqual(log.map(({ id }) => id));
    expect(told.map(({ partition }) => partition)).toEqual(
      log.map(({ stream }) => partitionOf(stream, topicPartitions)),
    );
  });

  it('says of each up to where its partition was told before', () => {
    const reached = new Map<number, string | undefined>();
    for (const { partition, headers } of feed(0n)) {
      expect(headers.after).toBe(reached.get(partition) ?? '0');
      reached.set(partition, headers.position ?? headers.mark);
    }
  });

  it('brings every partition to the end of the batch, with one mark at most', () => {
    const end = String(log.at(-1)?.position);
    const last = new Map(
      feed().map(({ partition, headers }) => [partition, headers.position ?? headers.mark]),
    );
    expect(last.size).toBe(topicPartitions);
    expect(new Set(last.values())).toEqual(new Set([end]));
    expect(feed()).toHaveLength(log.length + topicPartitions - 1);
  });

  it('stands in the topic of its aggregate as well, but for who holds an address', () => {
    const others = messagesOf('crm', log, 0n, []).filter(({ topic }) => topic !== 'crm.events');
    expect(new Set(others.map(({ topic }) => topic))).toEqual(new Set(['crm.customer']));
    expect(others).toHaveLength(log.length - 1);
    expect(others.every(({ headers }) => headers.after === undefined)).toBe(true);
  });

  it('names where each era began, once the log was restored from an older copy', async () => {
    expect(feed().every(({ headers }) => headers.eras === undefined)).toBe(true);
    const later = messagesOf('crm', log, 0n, ['50', '60']);
    expect(later.every(({ headers }) => headers.eras === '50,60')).toBe(true);
  });
});
