/** A writer as a process of its own, whose clock jumps by hours, back and forth, with every look at it. */
import { randomInt, randomUUID } from 'node:crypto';
import { createPostgresStore } from '@crm/event-store';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { createPool } from '@crm/service-kit/db/pool';
import { newEvent } from './following.ts';

const { DATABASE_URL = '', HISTORIES = '1' } = process.env;
const mostHours = 12;

const jumped = (): number => Date.now() + randomInt(-mostHours, mostHours + 1) * 3_600_000;
globalThis.Date = new Proxy(Date, {
  construct: (Clock, given) => Reflect.construct(Clock, given.length === 0 ? [jumped()] : given),
});

const pool = createPool(DATABASE_URL, { name: 'jumping writer' });
const store = createPostgresStore(pool);
const histories = Array.from({ length: Number(HISTORIES) }, () =>
  customerHistory(draws(randomInt(2 ** 31)), 8),
);
await Promise.all(
  histories.map(async ({ events }) => {
    const stream = `customer-${randomUUID()}`;
    for (const event of events) await store.append([{ stream, expected: 'any', events: [newEvent(event)] }]);
  }),
);
await store.close();
await pool.end();
