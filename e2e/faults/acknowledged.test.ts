import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Accepted } from '@crm/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { durable } from '../../standalone/src/postgres/settings.ts';
import { type ProcessName, startTestProduct, type TestProduct } from '../support/product.ts';
import { type Inspection, inspect } from './inspection.ts';

const clients = 100;
const perClient = 20;
const minutes = 60_000;

let product: TestProduct;
let inspection: Inspection;
beforeAll(async () => {
  product = await startTestProduct({ settings: durable, env: { LOG_LEVEL: 'fatal' } });
  inspection = inspect(product);
}, minutes);
afterAll(async () => {
  await inspection?.close();
  await product?.stop();
}, minutes);

describe('what was acknowledged', () => {
  it.each<ProcessName>(['postgres', 'command'])(
    'is in the log exactly once although %s was killed under load',
    async (victim) => {
      const token = await product.signIn();
      const before = await registered();
      const acknowledged = new Map<string, Set<string>>();
      const give = registering(token, acknowledged);
      const load = Promise.all(Array.from({ length: clients }, () => client(give)));
      await sleep(250);
      const pid = product.pid(victim);
      product.kill(victim);
      await Promise.all([load, product.revived(victim, pid)]);

      expect(acknowledged.size).toBe(clients * perClient);
      for (const ids of acknowledged.values()) expect(ids.size).toBe(1);
      const ids = [...acknowledged.values()].flatMap((each) => [...each]);
      expect(new Set(ids).size).toBe(ids.length);
      expect(await streamsOf(ids)).toBe(ids.length);
      expect((await registered()) - before).toBe(ids.length);
      expect(await inspection.brokenStreams()).toEqual([]);
    },
    3 * minutes,
  );
});

type Give = (key: string) => Promise<boolean>;

/** Sends commands one after another, each with its key until it is answered; then the last of them once more. */
const client = async (give: Give): Promise<void> => {
  for (let n = 0; n < perClient; n++) {
    const key = randomUUID();
    while (!(await give(key))) await sleep(100);
    if (n === perClient - 1) await give(key);
  }
};

/** Registers under a key; false where no answer came, or one that asks to try again. */
const registering =
  (token: string, acknowledged: Map<string, Set<string>>): Give =>
  async (key) => {
    const answer = await fetch(`${product.url}/api/customers`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify({ lastName: key, emails: [{ address: `${key}@example.com` }] }),
    }).catch(() => null);
    if (answer === null || answer.status >= 500) return false;
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
    const { id } = Accepted.parse(await answer.json());
    acknowledged.set(key, (acknowledged.get(key) ?? new Set()).add(id));
    return true;
  };

const registered = () =>
  counted(`select count(*)::integer as n from log.events where type = 'CustomerRegistered'`);

const streamsOf = (ids: readonly string[]) =>
  counted(
    `select count(*)::integer as n from log.events
     where type = 'CustomerRegistered' and stream = any (select 'customer-' || id from unnest($1::text[]) id)`,
    [ids],
  );

const counted = async (text: string, values: unknown[] = []): Promise<number> =>
  (await inspection.pool.query<{ n: number }>(text, values)).rows[0]?.n ?? 0;
