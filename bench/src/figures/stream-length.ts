import { randomBytes } from 'node:crypto';
import { createPostgresStore, type EventStore, postgresKeyring, sealedStore } from '@crm/event-store';
import { aggregate } from '@crm/service-kit/commands/aggregate';
import { type Handle, handler } from '@crm/service-kit/commands/handle';
import { v7 } from 'uuid';
import { customer } from '../../../command-service/src/domain/customer.ts';
import type { Figure } from '../figure.ts';
import { median } from '../percentiles.ts';
import { benchDatabase } from '../postgres.ts';

const [short, long] = [10, 10_000] as const;
const commands = 1_000;
/** Of these so many are not counted: code that has just started is compiled while it runs. */
const warmUp = 200;
/** The short streams take turns, so that they stay short. */
const shortStreams = 500;

/** A command on a customer with a long life behind it, against one on a customer who is new: what is known stays warm. */
export const streamLength: Figure = {
  name: 'stream-length',
  about: `a command on a stream of ${long.toLocaleString('en')} events, against one on a stream of ${short}`,
  measure: async (say) => {
    const database = await benchDatabase();
    const pool = database.pool('crm_command', { max: 8 });
    const store = sealedStore(createPostgresStore(pool), postgresKeyring(pool, randomBytes(32)));
    const handle = handler({ store, lookupKey: randomBytes(32) });
    const old = await customerWith(long, store, handle);
    const young: string[] = [];
    while (young.length < shortStreams) young.push(await customerWith(short, store, handle));
    say('the streams are there');
    const times = { old: [] as number[], young: [] as number[] };
    for (let n = 0; n < commands + warmUp; n++) {
      times.young.push(await timed(() => logged(handle, young[n % shortStreams] ?? '')));
      times.old.push(await timed(() => logged(handle, old)));
    }
    await store.close();
    await database.close();
    return [
      {
        figure: `command on a stream of ${long} events, warm, p50, beside one of ${short}`,
        value: median(times.old.slice(warmUp)),
        unit: 'ms',
        floor: median(times.young.slice(warmUp)),
        goal: { of: 'ratio', is: 'at most', limit: 1.3 },
      },
    ];
  },
};

const customers = aggregate(customer);
const actor = { id: v7(), role: 'administrator' } as const;

const given = (handle: Handle, command: string, path: { id?: string }, body: object) =>
  handle(customers, {
    command,
    path,
    body: Object(customers.commands[command]?.body.parse(body)),
    actor,
    correlation: v7(),
    causation: v7(),
    idempotencyKey: v7(),
  });

const logged = (handle: Handle, id: string) =>
  given(
    handle,
    'LogInteraction',
    { id },
    { kind: 'note', occurredAt: '2026-01-02T03:04:05.000Z', body: 'Called' },
  );

/** A customer whose stream has so many events, each of a command with a key of its own; known to the handler. */
const customerWith = async (events: number, store: EventStore, handle: Handle): Promise<string> => {
  const { id } = await given(handle, 'RegisterCustomer', {}, { lastName: 'Lovelace' });
  await logged(handle, id);
  const stream = `customer-${id}`;
  const like = (await store.readStreams([{ stream, from: 1 }])).get(stream)?.[0];
  if (like === undefined) throw new Error(`${stream} has no interaction`);
  const { type, schema, data, metadata } = like;
  for (let left = events - 2; left > 0; left -= 500)
    await store.append([
      {
        stream,
        expected: 'exists',
        events: Array.from({ length: Math.min(left, 500) }, () => ({
          id: v7(),
          type,
          schema,
          data: { ...Object(data), interactionId: v7() },
          metadata,
        })),
      },
    ]);
  await logged(handle, id);
  return id;
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};
