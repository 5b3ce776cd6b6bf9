import type { RecordedEvent } from '@crm/contracts';
import { describe, expect, it } from '@jest/globals';
import { WrongExpectedRevision } from '../src/errors.ts';
import type { EventStore } from '../src/port.ts';
import type { Subject } from './contract.ts';
import { follow, logAfter, newStream, noted, notes, streamEvents, to } from './events.ts';

/** What holds while many write at once. */
export const concurrency = ({ store, open }: Subject): void => {
  describe('concurrent writers', () => {
    it('let exactly one of many win a revision', async () => {
      const stream = newStream();
      const stores = [store(), open(), open()];
      await store().append(to(stream, 'none', notes(1)));
      const outcomes = await Promise.allSettled(
        Array.from({ length: 30 }, (_, n) =>
          (stores[n % 3] as EventStore).append(to(stream, 0, [noted(`${n}`)])),
        ),
      );
      const lost = outcomes.filter(({ status }) => status === 'rejected').map((outcome) => reasonOf(outcome));
      expect(lost).toHaveLength(29);
      for (const reason of lost) {
        expect(reason).toBeInstanceOf(WrongExpectedRevision);
        expect(reason).toMatchObject({ stream, actual: 1 });
      }
      expect(await streamEvents(store(), stream)).toHaveLength(2);
      await Promise.all(stores.slice(1).map((other) => other.close()));
    });

    it('leave no hole and no reordering for any tailer', async () => {
      const start = await store().head();
      const writers = [store(), open(), open()];
      const shared = Array.from({ length: 5 }, newStream);
      const [perWriter, lanes] = [40, 8];
      const total = writers.length * lanes * perWriter * 2;

      const tailers = writers.map((tail, n) => follow(tail, start, total, [7, 100, 1000][n]));
      const results = await Promise.all(
        writers.flatMap((writer) =>
          Array.from({ length: lanes }, async (_, lane) => {
            const positions: bigint[] = [];
            const own = newStream();
            for (let n = 0; n < perWriter; n++) {
              const stream = n % 2 === 0 ? own : (shared[(lane + n) % shared.length] as string);
              positions.push((await writer.append(to(stream, 'any', notes(2)))).position);
            }
            return positions;
          }),
        ),
      );

      const whole = await logAfter(store(), start);
      expect(whole).toHaveLength(total);
      expectOrder(whole);
      const places = placesOf(whole);
      for (const tailed of await Promise.all(tailers)) expect(placesOf(tailed)).toEqual(places);
      for (const positions of results)
        expect(positions).toEqual(positions.toSorted((a, b) => (a < b ? -1 : 1)));
      const acknowledged = new Set(results.flat());
      expect(acknowledged.isSubsetOf(new Set(whole.map(({ position }) => position)))).toBe(true);
      await Promise.all(writers.slice(1).map((other) => other.close()));
    }, 60_000);
  });
};

/** Positions grow, and every stream's revisions follow one another in the same order. */
export const expectOrder = (events: readonly RecordedEvent[]): void => {
  const revisions = new Map<string, number>();
  let last = -1n;
  for (const { position, stream, revision } of events) {
    if (position <= last) throw new Error(`${position} comes after ${last}`);
    const before = revisions.get(stream);
    if (before !== undefined && revision !== before + 1)
      throw new Error(`${stream} goes from ${before} to ${revision}`);
    revisions.set(stream, revision);
    last = position;
  }
};

const placesOf = (events: readonly RecordedEvent[]): string[] =>
  events.map(({ position, stream, revision }) => `${position} ${stream} ${revision}`);

const reasonOf = (outcome: PromiseSettledResult<unknown>): unknown =>
  outcome.status === 'rejected' ? outcome.reason : undefined;
