import type { RecordedEvent } from '@crm/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { positionAsOf } from './position-as-of.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await testDatabase();
  pool = database.pool();
}, 60_000);
afterAll(() => database.drop());

/** A log of events recorded at these minutes; positions 10, 20, 30, … */
const logOf = (minutes: readonly number[]) => ({
  readAll: async (after: bigint | null, max: number) =>
    minutes
      .map(
        (minute, n) =>
          ({ position: BigInt(10 * (n + 1)), metadata: { recordedAt: at(minute) } }) as RecordedEvent,
      )
      .filter(({ position }) => position > (after ?? 0n))
      .slice(0, max),
});
const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

/** Notes the running maximum, as the projections do, at these positions. */
const note = async (minutes: readonly number[], places: readonly number[]): Promise<void> => {
  await pool.query('truncate engine.log_times');
  for (const place of places)
    await pool.query('insert into engine.log_times (position, latest) values ($1, $2)', [
      10 * place,
      at(Math.max(...minutes.slice(0, place))),
    ]);
};

describe('the position as of a moment', () => {
  const minutes = [1, 2, 3, 3, 5, 8, 8, 9];
  it.each([[[]], [[3]], [[2, 4, 6, 8]], [[1, 2, 3, 4, 5, 6, 7, 8]]])(
    'is the same wherever the table of times has its lines: %j',
    async (places) => {
      await note(minutes, places);
      const positions = [];
      for (const minute of [0, 1, 2, 3, 4, 5, 8, 100])
        positions.push((await positionAsOf(pool, logOf(minutes), at(minute))).position);
      expect(positions).toEqual([0n, 10n, 20n, 40n, 40n, 50n, 70n, 80n]);
    },
  );

  it('is settled once something was recorded later', async () => {
    await note(minutes, [4]);
    expect(await positionAsOf(pool, logOf(minutes), at(8))).toEqual({ position: 70n, settled: true });
    expect(await positionAsOf(pool, logOf(minutes), at(9))).toEqual({ position: 80n, settled: false });
  });

  it('is not moved by a clock that jumped back', async () => {
    const jumped = [1, 2, 9, 3, 4, 10];
    for (const places of [[], [2, 4], [3, 5]]) {
      await note(jumped, places);
      expect((await positionAsOf(pool, logOf(jumped), at(4))).position).toBe(20n);
      expect((await positionAsOf(pool, logOf(jumped), at(9))).position).toBe(50n);
    }
  });

  it('is found behind more events than one page holds', async () => {
    const many = Array.from({ length: 2_500 }, (_, n) => n);
    await note(many, []);
    expect(await positionAsOf(pool, logOf(many), at(2_100))).toEqual({ position: 21_010n, settled: true });
    expect(await positionAsOf(pool, logOf([]), at(1))).toEqual({ position: 0n, settled: false });
  });
});
