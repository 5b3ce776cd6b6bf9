import { randomBytes } from 'node:crypto';
import { createPostgresStore, type EventStore, postgresKeyring, sealedStore } from '@crm/event-store';
import { v7 } from 'uuid';
import { about, aboutSomebodyNew, type Next, type OneEvent, plain } from '../appending.ts';
import { type Notary, notaryOf } from '../notary.ts';
import type { BenchDatabase } from '../postgres.ts';
import { emmettStore } from './emmett.ts';
import { prototype } from './prototype.ts';
import { unsealed } from './unsealed.ts';

/** One who appends: how, what, and beside whom. */
export interface Contender {
  readonly append: (one: OneEvent) => Promise<unknown>;
  readonly next: Next;
  readonly beside?: Notary['work'];
}

/** Everybody who is measured. The notary has a database of its own: what the others write is not its to catch up with. */
export const contenders = async (database: BenchDatabase, witnessed: BenchDatabase) => {
  const grouped = createPostgresStore(database.pool('crm_command', { max: 8 }));
  const lonely = createPostgresStore(database.pool('crm_command', { max: 16 }), {
    limits: { flushes: 16, flushEvents: 1 },
  });
  const emmett = await emmettStore(database.url('admin'), database.pool('admin', { max: 16 }));
  const bare = await prototype(database.pool('admin', { max: 1 }));
  const open = unsealed(database.pool('crm_command', { max: 8 }));
  const [sealed, noted] = [sealedIn(database), sealedIn(witnessed)];
  const subjects = Array.from({ length: 1_000 }, () => `customer-${v7()}`);
  const known = about(subjects);
  for (const store of [sealed, noted]) for (const n of subjects.keys()) await into(store)(known(0, n));
  const notary = await notaryOf(witnessed);
  return {
    /** At 64 and 512 clients, unsealed. */
    unsealed: {
      lonely: { append: into(lonely), next: plain },
      emmett: {
        append: ({ stream, event: { type, data, metadata } }) =>
          emmett.appendToStream(stream, [{ type, data, metadata }]),
        next: plain,
      },
      prototype: { append: bare, next: plain },
      grouped: { append: into(grouped), next: plain },
    } satisfies Record<string, Contender>,
    /** What is personal, at 64 clients. */
    personal: {
      open: { append: open.append, next: known },
      sealed: { append: into(sealed), next: known },
      fresh: { append: into(sealed), next: aboutSomebodyNew },
      noted: { append: into(noted), next: known, beside: notary.work },
    } satisfies Record<string, Contender>,
    close: async (): Promise<void> => {
      await Promise.all([grouped, lonely, emmett, open, sealed, noted].map((store) => store.close()));
    },
  };
};

const into =
  (store: EventStore) =>
  ({ stream, event }: OneEvent) =>
    store.append([{ stream, expected: 'any', events: [event] }]);

const sealedIn = (database: BenchDatabase): EventStore =>
  sealedStore(
    createPostgresStore(database.pool('crm_command', { max: 8 })),
    postgresKeyring(database.pool('crm_command', { max: 4 }), randomBytes(32)),
  );
