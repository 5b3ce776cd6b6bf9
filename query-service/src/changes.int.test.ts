import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '@crm/contracts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { joined, launched } from '../testing/campaigns.ts';
import { interacted, manager, other, seller } from '../testing/customers.ts';
import { type ReadSide, readSide, token } from '../testing/running.ts';

let side: ReadSide;
beforeAll(async () => {
  side = await readSide();
}, 60_000);
afterAll(() => side.close());

/** Reads an actor's stream until it is stopped. */
const listening = async (actor: Actor) => {
  const ending = new AbortController();
  const response = await fetch(`${side.url}/api/changes`, {
    headers: { authorization: `Bearer ${token(actor)}` },
    signal: ending.signal,
  });
  let text = '';
  const reading = (async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
  })().catch(() => undefined);
  return {
    response,
    text: () => text,
    until: async (part: string): Promise<void> => {
      for (let n = 0; n < 200 && !text.includes(part); n++) await sleep(10);
      expect(text).toContain(part);
    },
    stop: async () => {
      ending.abort();
      await reading;
    },
  };
};

it('tells which rows changed, with the position as id', async () => {
  const heard = await listening(manager);
  expect(heard.response.headers.get('content-type')).toBe('text/event-stream');
  const id = await side.register({ lastName: 'Heard' });
  await heard.until(`{"model":"customer","key":["${id}"]}`);
  expect(heard.text()).toMatch(/id: \d+\nevent: changed\ndata: \{"position":"\d+","changes":\[/);
  await heard.stop();
});

it('tells sales people of their own customers, and no id of anybody else', async () => {
  const [mine, theirs] = await Promise.all([listening(seller), listening(other)]);
  const hers = await side.register({ lastName: 'Hers', ownerId: seller.id });
  const nobodys = await side.register({ lastName: 'Nobody' });
  const call = crypto.randomUUID();
  await side.append(hers, [interacted(call)]);
  await mine.until(`{"model":"interaction","key":["${hers}","${call}"]}`);
  const last = await side.register({ lastName: 'His', ownerId: other.id });
  await theirs.until(last);
  expect(mine.text()).not.toContain(nobodys);
  expect(mine.text()).not.toContain(last);
  expect(theirs.text()).not.toContain(hers);
  expect(theirs.text()).not.toContain(call);
  await Promise.all([mine.stop(), theirs.stop()]);
});

it('tells everybody who may of a campaign, and sales people of their own customers in it', async () => {
  const [mine, theirs] = await Promise.all([listening(seller), listening(other)]);
  const id = await launched(side);
  await theirs.until(`{"model":"campaign","key":["${id}"]}`);
  const hers = await side.register({ ownerId: seller.id }, joined(id));
  await mine.until(`{"model":"campaign_member","key":["${id}","${hers}"]}`);
  await theirs.until('{"model":"campaign_effect","many":true}');
  expect(theirs.text()).not.toContain(hers);
  await Promise.all([mine.stop(), theirs.stop()]);
});

it('says that many rows changed, without their ids', async () => {
  const heard = await listening(seller);
  const id = await side.register({ lastName: 'Chatty', ownerId: seller.id });
  await side.append(
    id,
    Array.from({ length: 300 }, () => interacted(crypto.randomUUID())),
  );
  await heard.until('{"model":"interaction","many":true}');
  await heard.stop();
});

it('tells everybody to look again once the connection that listens is back', async () => {
  const heard = await listening(manager);
  await side.database
    .pool()
    .query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'crm_query'`);
  await heard.until('{"model":"customer","many":true}');
  await heard.stop();
});

it('asks for a token', async () => {
  expect((await fetch(`${side.url}/api/changes`)).status).toBe(401);
});
