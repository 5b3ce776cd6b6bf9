import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '@crm/contracts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { joined, launched } from '../../testing/campaigns.ts';
import { interacted, manager, other, seller } from '../../testing/customers.ts';
import { type ReadSide, readSide, token } from '../../testing/running.ts';

let side: ReadSide;
beforeAll(async () => {
  side = await readSide();
}, 60_000);
afterAll(() => side.close());

/** Reads an actor's stream until it is stopped. */
const listening = async (actor: Actor, { query = '', lastId = '' } = {}) => {
  const ending = new AbortController();
  const response = await fetch(`${side.url}/api/changes${query}`, {
    headers: { authorization: `Bearer ${token(actor)}`, ...(lastId && { 'last-event-id': lastId }) },
    signal: ending.signal,
  });
  let text = '';
  const reading = (async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
  })().catch(() => undefined);
  return {
    response,
    text: () => text,
    /** What a client would send when it comes back. */
    lastId: () => [...text.matchAll(/^id: (.+)$/gm)].at(-1)?.[1] ?? '',
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

it('tells which rows changed, with an id to resume from', async () => {
  const heard = await listening(manager);
  expect(heard.response.headers.get('content-type')).toBe('text/event-stream');
  const id = await side.register({ lastName: 'Heard' });
  await heard.until(`{"model":"customer","key":["${id}"]}`);
  expect(heard.text()).toMatch(/id: [0-9a-f]+-\d+\nevent: changed\ndata: \{"position":"\d+","changes":\[/);
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
  await side.database.kill(`usename = 'crm_query'`);
  await heard.until('{"model":"customer","many":true}');
  await heard.stop();
});

it('tells who comes back what was missed, and nothing where nothing was', async () => {
  const heard = await listening(manager);
  await heard.until('id: ');
  await heard.stop();
  const id = await side.register({ lastName: 'Missed' });
  const witness = await listening(manager, { lastId: heard.lastId() });
  await witness.until(`{"model":"customer","key":["${id}"]}`);
  await witness.stop();

  const again = await listening(manager, { lastId: witness.lastId() });
  await again.until('id: ');
  expect(again.text()).toBe(`id: ${witness.lastId()}\n\n`);
  await again.stop();
});

it('holds what was missed to the rights of today', async () => {
  const heard = await listening(seller);
  await heard.until('id: ');
  await heard.stop();
  const hers = await side.register({ lastName: 'Once hers', ownerId: seller.id });
  const still = await side.register({ lastName: 'Still hers', ownerId: seller.id });
  await side.append(hers, [{ type: 'CustomerAssigned', data: { from: seller.id, to: other.id } }]);
  const again = await listening(seller, { lastId: heard.lastId() });
  await again.until(still);
  expect(again.text()).not.toContain(hers);
  await again.stop();
});

it.each([
  ['of another process', '0123456789ab-1'],
  ['that was never given', 'x'],
])('lets who comes back with an id %s look at everything again', async (_, lastId) => {
  const heard = await listening(manager, { lastId });
  await heard.until('{"model":"customer","many":true}');
  expect(heard.text()).toContain('{"model":"campaign","many":true}');
  await heard.stop();
});

it('tells of some read models where only they are asked for', async () => {
  const [customers, campaigns] = await Promise.all([
    listening(manager, { query: '?models=customer,customer_search' }),
    listening(manager, { query: '?models=campaign' }),
  ]);
  const id = await side.register({ lastName: 'Narrow' });
  await customers.until(`{"model":"customer_search","key":["${id}"]}`);
  const campaign = await launched(side);
  await campaigns.until(`{"model":"campaign","key":["${campaign}"]}`);
  expect(customers.text()).not.toContain('customer_revision');
  expect(campaigns.text()).not.toContain(id);
  await Promise.all([customers.stop(), campaigns.stop()]);
});

it('refuses a read model that nobody is told of', async () => {
  const heard = await listening(manager, { query: '?models=customer,nothing' });
  expect(heard.response.status).toBe(400);
  await heard.stop();
});

it('asks for a token', async () => {
  expect((await fetch(`${side.url}/api/changes`)).status).toBe(401);
});
