import { randomBytes } from 'node:crypto';
import { createPostgresStore, type EventStore, postgresKeyring, sealedStore } from '@crm/event-store';
import type { Verifier } from '@crm/proofs';
import { v7 } from 'uuid';
import { verifyLog } from '../../../cli/src/audit/verify-log.ts';
import { type AuditConfig, startWalkers } from '../../../cli/src/audit/walkers.ts';
import { personal } from '../appending.ts';
import type { Figure } from '../figure.ts';
import { notaryOf } from '../notary.ts';
import { median } from '../percentiles.ts';
import { type BenchDatabase, benchDatabase } from '../postgres.ts';

const events = 300_000;
const perAppend = 100;
const rounds = 3;

/** What proofs cost: noting a log that is there and checking it whole. */
export const verify: Figure = {
  name: 'verify',
  about: `checks ${events} sealed events against what was signed`,
  measure: async (say) => {
    const database = await benchDatabase();
    const writes = database.pool('crm_command', { max: 8 });
    const store = sealedStore(createPostgresStore(writes), postgresKeyring(writes, randomBytes(32)));
    const subjects = Array.from({ length: 1_000 }, () => `customer-${v7()}`);
    await fill(store, subjects);
    say(`${events} events are there`);

    const notary = await notaryOf(database);
    const notedIn = await timed(() => notary.work(() => notary.caughtUp(store)));
    say(`noted within ${notedIn.toFixed(1)} s`);
    const checkedIn: number[] = [];
    for (let round = 1; round <= rounds; round++)
      checkedIn.push(await timed(() => check(database, notary.verifier)));
    say(`checked within ${median(checkedIn).toFixed(1)} s`);

    await store.close();
    await database.close();
    return [
      {
        figure: `verify, the whole log of ${events} events`,
        value: events / median(checkedIn),
        unit: 'events/s',
        goal: { of: 'value', is: 'at least', limit: 100_000 },
      },
      { figure: 'the notary, catching up at its own pace', value: events / notedIn, unit: 'events/s' },
    ];
  },
};

const fill = async (store: EventStore, subjects: readonly string[]): Promise<void> => {
  const writer = async (subjects: readonly string[]): Promise<void> => {
    for (const stream of subjects)
      for (let n = 0; n < events / 1_000 / perAppend; n++)
        await store.append([
          {
            stream,
            expected: 'any',
            events: Array.from({ length: perAppend }, () => personal(stream).event),
          },
        ]);
  };
  const share = Math.ceil(subjects.length / 8);
  await Promise.all(Array.from({ length: 8 }, (_, n) => writer(subjects.slice(n * share, (n + 1) * share))));
};

const check = async (database: BenchDatabase, verifier: Verifier): Promise<void> => {
  const config: AuditConfig = { EVENT_STORE: 'postgres', DATABASE_URL: database.url('crm_projection') };
  const pool = database.pool('crm_projection', { max: 2 });
  const walkers = startWalkers(config);
  const verdict = await verifyLog({
    pool,
    log: createPostgresStore(pool),
    walkers,
    verifiers: [verifier],
    kept: null,
  });
  await walkers.end();
  if (!('events' in verdict) || verdict.events < events) throw new Error('the log is not what was signed');
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const begunAt = performance.now();
  await work();
  return (performance.now() - begunAt) / 1000;
};
