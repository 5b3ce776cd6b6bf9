import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresStore, type EventStore, postgresKeyring, sealedStore } from '@crm/event-store';
import { type Verifier, verifierOf } from '@crm/proofs';
import { v7 } from 'uuid';
import { verifyLog } from '../../../cli/src/audit/verify-log.ts';
import { type AuditConfig, startWalkers } from '../../../cli/src/audit/walkers.ts';
import { notarize } from '../../../projection-service/src/notary/notarize.ts';
import { checkNotaryKey, notaryKey } from '../../../projection-service/src/notary/signer.ts';
import { closedLoop, type Loop } from '../closed-loop.ts';
import type { Figure } from '../figure.ts';
import { median } from '../percentiles.ts';
import { type BenchDatabase, benchDatabase } from '../postgres.ts';
import { personal } from './appends.ts';

const events = 300_000;
const perAppend = 100;
const clients = 64;
const milliseconds = 4_000;
const rounds = 3;

/** What proofs cost: noting a log that is there, checking it whole, and appending while the notary notes. */
export const verify: Figure = {
  name: 'verify',
  about: `checks ${events} sealed events against what was signed, and appends while the notary works`,
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

    const alone: Loop[] = [];
    const beside: Loop[] = [];
    for (let round = 1; round <= rounds; round++) {
      alone.push(await load(store, subjects));
      beside.push(await notary.work(() => load(store, subjects)));
      say(`round ${round} of ${rounds}`);
    }
    await store.close();
    await database.close();
    const rate = (of: readonly Loop[]) => median(of.map(({ perSecond }) => perSecond));
    return [
      {
        figure: `verify, the whole log of ${events} events`,
        value: events / median(checkedIn),
        unit: 'events/s',
        goal: { of: 'value', is: 'at least', limit: 100_000 },
      },
      { figure: 'the notary, catching up at its own pace', value: events / notedIn, unit: 'events/s' },
      {
        figure: 'appends, 64 clients, sealed, the notary running',
        value: rate(beside),
        unit: 'appends/s',
        floor: rate(alone),
      },
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

/** The notary of the product, with a key of the bench's own. */
const notaryOf = async (database: BenchDatabase) => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const signer = notaryKey.parse(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const pool = database.pool('crm_projection', { max: 4 });
  await checkNotaryKey(pool, signer);
  const { rows } = await pool.query<{ key: string }>('select key from notary.verifier');
  const verifier = verifierOf(rows[0]?.key ?? '');
  if (verifier === null) throw new Error('the notary has published no key');
  const log = createPostgresStore(pool);
  return {
    verifier,
    /** Does something while the notary works. */
    work: async <Result>(during: () => Promise<Result>): Promise<Result> => {
      const ending = new AbortController();
      const onFault = (fault: unknown): void => process.emitWarning(String(fault));
      const working = notarize({ pool, log, signer, onFault }, ending.signal);
      const result = await during();
      ending.abort();
      await working;
      return result;
    },
    caughtUp: async (store: EventStore): Promise<void> => {
      const head = await store.head();
      for (;;) {
        const { rows } = await pool.query<{ position: bigint }>('select position from notary.progress');
        if (rows[0]?.position === head) return;
        await sleep(20);
      }
    },
  };
};

const check = async (database: BenchDatabase, verifier: Verifier): Promise<void> => {
  const config: AuditConfig = { EVENT_STORE: 'postgres', DATABASE_URL: database.url('crm_projection') };
  const pool = database.pool('crm_projection', { max: 2 });
  const walkers = startWalkers(config);
  const verdict = await verifyLog({ pool, log: createPostgresStore(pool), walkers, verifier, kept: null });
  await walkers.end();
  if (!('events' in verdict) || verdict.events < events) throw new Error('the log is not what was signed');
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const begunAt = performance.now();
  await work();
  return (performance.now() - begunAt) / 1000;
};

const load = (store: EventStore, subjects: readonly string[]): Promise<Loop> =>
  closedLoop(clients, milliseconds, (client, n) => {
    const { stream, event } = personal(subjects[(client * 31 + n) % subjects.length] ?? '');
    return store.append([{ stream, expected: 'any', events: [event] }]);
  });
