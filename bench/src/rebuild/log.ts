import { createPostgresStore, type EventStore, postgresKeyring, sealedStore } from '@crm/event-store';
import { campaignHistory } from '@crm/read-models/testing/campaign-histories';
import { customerHistory, draws, type History } from '@crm/read-models/testing/histories';
import type { Pool } from 'pg';
import { v7 } from 'uuid';

/** Happenings a customer, on average, after the registration. */
const perCustomer = 9;
/** Customers whose histories lie mixed in the log, and appends under way at a time. */
const atOnce = 500;

/**
 * Fills the log with so many sealed events of customers to whom everything happens that can, mixed as in life, and a
 * hundred campaigns. One in 500 is erased in the end, and the key destroyed. Gives how many events there are.
 */
export const realisticLog = async (pool: Pool, master: Buffer, count: number): Promise<number> => {
  const keyring = postgresKeyring(pool, master);
  const store = sealedStore(createPostgresStore(pool), keyring);
  const draw = draws(8);
  let [events, customers] = [0, 0];
  const append = async (histories: readonly History[]) => {
    await inTurns(store, histories);
    events += histories.reduce((sum, history) => sum + history.events.length, 0);
  };
  await append(Array.from({ length: 100 }, () => campaignHistory(draw, 20)));
  while (events < count) {
    const histories = Array.from({ length: atOnce }, () =>
      customerHistory(draw, Math.round(2 * perCustomer * draw())),
    );
    await append(histories);
    customers += histories.length;
    if (customers % 500 > 0) continue;
    const [last] = histories;
    if (last === undefined) break;
    await store.append([
      {
        stream: last.stream,
        expected: 'exists',
        events: [newEvent({ type: 'CustomerErased', data: { reason: 'asked' } })],
      },
    ]);
    await keyring.destroy(last.stream);
    events++;
  }
  await store.close();
  await pool.query('vacuum analyze log.events');
  return events;
};

/** Appends a few events of each in turn. */
const inTurns = async (store: EventStore, histories: readonly History[]): Promise<void> => {
  const longest = Math.max(...histories.map(({ events }) => events.length));
  for (let start = 0; start < longest; start += 3)
    await Promise.all(
      histories
        .filter(({ events }) => events.length > start)
        .map(({ stream, events }) =>
          store.append([
            {
              stream,
              expected: start === 0 ? 'none' : 'exists',
              events: events.slice(start, start + 3).map(newEvent),
            },
          ]),
        ),
    );
};

const newEvent = ({ type, data }: History['events'][number]) => {
  const id = v7();
  return {
    id,
    type,
    schema: 1,
    data: JSON.parse(JSON.stringify(data)),
    metadata: { actor: 'bench', correlation: id, causation: id },
  };
};
