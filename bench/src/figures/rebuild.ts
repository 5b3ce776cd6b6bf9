import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createPostgresStore, postgresKeyring, sealedStore } from '@crm/event-store';
import { z } from 'zod';
import { smallHeap } from '../../../standalone/src/services/services.ts';
import type { Figure } from '../figure.ts';
import { median } from '../percentiles.ts';
import { type BenchDatabase, benchDatabase } from '../postgres.ts';
import { copyFinished } from '../rebuild/copy-finished.ts';
import { realisticLog } from '../rebuild/log.ts';
import { oneByOne } from '../rebuild/one-by-one.ts';

const events = 1_000_000;
const rounds = 3;
/** Of the log, as many are applied one by one. */
const part = 5_000;
const master = Buffer.alloc(32, 7);

/** Every read model of the product from the first event on: beside COPY of what comes out, and beside a transaction an event. */
export const rebuild: Figure = {
  name: 'rebuild',
  about: `all read models from ${events.toLocaleString('en')} sealed events, beside COPY of the finished rows`,
  measure: async (say) => {
    const database = await benchDatabase();
    const admin = database.pool('admin', { statementTimeout: 0 });
    const count = await realisticLog(admin, master, events);
    say(`the log holds ${count.toLocaleString('en')} events`);
    const rebuilds: Rebuilt[] = [];
    const copies: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      rebuilds.push(await rebuilt(database, `round_${round}`));
      copies.push(await copyFinished(admin, `round_${round}`));
      await admin.query(`drop schema round_${round} cascade`);
      say(
        `round ${round} of ${rounds}: ${rebuilds.at(-1)?.seconds.toFixed(1)} s, COPY ${copies.at(-1)?.toFixed(1)} s`,
      );
    }
    const log = createPostgresStore(admin);
    const single = await oneByOne(admin, sealedStore(log, postgresKeyring(admin, master)), part);
    await log.close();
    await database.close();
    const figure = `rebuild of all read models, ${count.toLocaleString('en')} sealed events`;
    const value = count / median(rebuilds.map(({ seconds }) => seconds));
    return [
      {
        figure: `${figure} (floor: COPY of the finished rows)`,
        value,
        unit: 'events/s',
        floor: count / median(copies),
        goal: { of: 'ratio', is: 'at least', limit: 0.5 },
      },
      {
        figure: `${figure} (floor: one transaction an event)`,
        value,
        unit: 'events/s',
        floor: single,
        goal: { of: 'ratio', is: 'at least', limit: 10 },
      },
      {
        figure: 'rebuild, memory of its process at most',
        value: Math.max(...rebuilds.map(({ megabytes }) => megabytes)),
        unit: 'MB',
        goal: { of: 'value', is: 'at most', limit: 400 },
      },
    ];
  },
};

const Rebuilt = z.object({ seconds: z.number(), megabytes: z.number() });
type Rebuilt = z.infer<typeof Rebuilt>;

/** Rebuilds in a process of its own, whose memory is nobody else's. */
const rebuilt = async (database: BenchDatabase, schema: string): Promise<Rebuilt> => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../rebuild/main.ts', import.meta.url))], {
    env: {
      PATH: process.env.PATH,
      NODE_OPTIONS: smallHeap,
      DATABASE_URL: database.url('admin'),
      MASTER_KEY: master.toString('base64'),
      SCHEMA: schema,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error(`the rebuild ended with ${code}`);
  return Rebuilt.parse(JSON.parse(said));
};
