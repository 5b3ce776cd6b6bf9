import { randomBytes } from 'node:crypto';
import {
  createPostgresStore,
  type EventStore,
  type NewEvent,
  postgresKeyring,
  sealedStore,
} from '@crm/event-store';
import { v7 } from 'uuid';
import { closedLoop, type Loop } from '../closed-loop.ts';
import type { Figure, Result } from '../figure.ts';
import { median, percentile } from '../percentiles.ts';
import { benchDatabase } from '../postgres.ts';

const clients = 64;
const milliseconds = 4_000;
/** Rounds, each measuring everything once: what the machine does beside us then hits all alike. */
const rounds = 3;

/** Appends by group commit, against the same append function in a transaction of its own per append. */
export const appends: Figure = {
  name: 'appends',
  about: `${clients} clients append one event each, against one transaction per append (pool of 16)`,
  measure: async (say) => {
    const database = await benchDatabase();
    const grouped = createPostgresStore(database.pool('crm_command', { max: 8 }));
    const lonely = createPostgresStore(database.pool('crm_command', { max: 16 }), {
      limits: { flushes: 16, flushEvents: 1 },
    });
    const sealed = sealedStore(
      grouped,
      postgresKeyring(database.pool('crm_command', { max: 4 }), randomBytes(32)),
    );
    const subjects = Array.from({ length: 1_000 }, () => `customer-${v7()}`);
    for (const stream of subjects) await sealed.append([{ stream, expected: 'any', events: [tagged()] }]);

    const runs = { lonely: [] as Loop[], grouped: [] as Loop[], sealed: [] as Loop[], fresh: [] as Loop[] };
    for (let round = 1; round <= rounds; round++) {
      runs.lonely.push(await load(lonely, plain));
      runs.grouped.push(await load(grouped, plain));
      runs.sealed.push(
        await load(sealed, (client, n) => personal(subjects[(client * 31 + n) % subjects.length] ?? '')),
      );
      runs.fresh.push(await load(sealed, () => personal(`customer-${v7()}`)));
      say(
        `round ${round} of ${rounds}: ${runs.grouped.map(({ perSecond }) => Math.round(perSecond)).at(-1)} appends/s`,
      );
    }
    await Promise.all([grouped.close(), lonely.close()]);
    await database.close();

    const floor = median(runs.lonely.map(({ perSecond }) => perSecond));
    const rate = (figure: string, of: readonly Loop[]): Result => ({
      figure,
      value: median(of.map(({ perSecond }) => perSecond)),
      unit: 'appends/s',
      floor,
    });
    const p99 = (of: readonly Loop[]) => median(of.map(({ latencies }) => percentile(latencies, 0.99)));
    return [
      {
        ...rate('appends, 64 clients, unsealed', runs.grouped),
        goal: { of: 'ratio', is: 'at least', limit: 5 },
      },
      rate('appends, 64 clients, sealed, known subjects', runs.sealed),
      rate('appends, 64 clients, sealed, a new subject each', runs.fresh),
      {
        figure: 'append p99, 64 clients, unsealed',
        value: p99(runs.grouped),
        unit: 'ms',
        floor: p99(runs.lonely),
      },
    ];
  },
};

type Append = (client: number, n: number) => { readonly stream: string; readonly event: NewEvent };

const load = (store: EventStore, append: Append): Promise<Loop> =>
  closedLoop(clients, milliseconds, (client, n) => {
    const { stream, event } = append(client, n);
    return store.append([{ stream, expected: 'any', events: [event] }]);
  });

const event = (type: string, data: NewEvent['data']): NewEvent => {
  const id = v7();
  return { id, type, schema: 1, data, metadata: { actor: 'bench', correlation: id, causation: id } };
};

const tagged = (): NewEvent => event('CustomerTagsChanged', { added: ['vip', 'berlin'], removed: ['cold'] });

/** A client writes to a stream of its own in turn with others: no conflicts, as with customers. */
const plain: Append = (client, n) => ({ stream: `bench-${client}-${n % 50}`, event: tagged() });

/** An event whose every field is sealed under its stream's key. */
export const personal = (stream: string) => ({
  stream,
  event: event('CustomerDetailsChanged', {
    firstName: 'Ada',
    lastName: 'Lovelace',
    jobTitle: 'Countess of computing',
    companyName: 'Analytical Engines Ltd.',
  }),
});
