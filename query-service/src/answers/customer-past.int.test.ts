import { randomUUID } from 'node:crypto';
import type { AnyEvent } from '@crm/contracts';
import { customer, foldEvent, foldStream } from '@crm/read-models';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { joined, touched } from '../../testing/campaigns.ts';
import { interacted, manager, seller } from '../../testing/customers.ts';
import { type ReadSide, readSide } from '../../testing/running.ts';

let side: ReadSide;
beforeAll(async () => {
  side = await readSide();
}, 60_000);
afterAll(() => side.close());

describe('a profile', () => {
  it('carries its revision as ETag and the position it was served at', async () => {
    const id = await side.register({ lastName: 'Tagged' });
    const position = await side.append(id, [
      { type: 'CustomerStageChanged', data: { from: 'lead', to: 'customer' } },
    ]);
    const { body, headers } = await side.ask(manager, `/customers/${id}`);
    expect(body).toMatchObject({ id, stage: 'customer', revision: 1 });
    expect(headers.get('etag')).toBe('"1"');
    expect(headers.get('consistency-token')).toBe(String(position));
  });

  it('as of each of its events is the fold of the events up to it, at the position of the last of all', async () => {
    const id = await side.register({ firstName: 'Ann', lastName: 'Past', email: 'ann@past.example' });
    const interactionId = randomUUID();
    const events: AnyEvent[] = [
      { type: 'CustomerDetailsChanged', data: { lastName: 'Present', companyName: 'Acme' } },
      { type: 'CustomerTagsChanged', data: { added: ['a', 'b'], removed: [] } },
      interacted(interactionId),
      { type: 'InteractionCorrected', data: { interactionId, occurredAt: '2026-01-03T10:00:00.000Z' } },
      { type: 'InteractionVoided', data: { interactionId, reason: null } },
      { type: 'CustomerArchived', data: { reason: 'gone' } },
    ];
    for (const event of events) {
      await new Promise((resolve) => setTimeout(resolve, 3));
      await side.append(id, [event]);
    }
    const stream = (await side.store.readStreams([{ stream: `customer-${id}` }])).get(`customer-${id}`) ?? [];
    for (const [n, event] of stream.entries()) {
      const { body, headers } = await side.ask(manager, `/customers/${id}?asOf=${event.metadata.recordedAt}`);
      const { lastActivityId: _, ...row } = foldStream(customer, stream.slice(0, n + 1).map(foldEvent)) ?? {};
      expect(body).toEqual({ ...row, revision: n });
      expect(headers.get('as-of-position')).toBe(String(event.position));
    }
    const before = await side.ask(manager, `/customers/${id}?asOf=2020-01-01T00:00:00Z`);
    expect([before.status, before.body.code]).toEqual([404, 'customer-not-found']);
    const offset = await side.ask(
      manager,
      `/customers/${id}?asOf=${encodeURIComponent('2100-01-01T00:00:00+02:00')}`,
    );
    expect(offset.body.revision).toBe(6);
  });
});

describe('a history', () => {
  it('tells every event with old and new values, and never a blank line', async () => {
    const id = await side.register({ lastName: 'Told', email: 'told@example.org', ownerId: seller.id });
    const call = randomUUID();
    await side.append(id, [
      { type: 'CustomerDetailsChanged', data: { lastName: 'Retold', jobTitle: 'Clerk' } },
      { type: 'CustomerAssigned', data: { from: seller.id, to: null } },
      interacted(call, { subject: 'Hello' }),
      { type: 'InteractionCorrected', data: { interactionId: call, subject: 'Good-bye' } },
      { type: 'CustomerRestored', data: {} },
      { type: 'SomethingNew', data: { what: 'ever' } } as never,
    ]);
    const first = await side.ask(manager, `/customers/${id}/history?limit=4`);
    const second = await side.ask(manager, `/customers/${id}/history?limit=4&after=${first.body.next}`);
    const items = [...first.body.items, ...second.body.items];
    expect(items.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(second.body.next).toBeNull();
    const changes = (n: number) => items[n].changes;
    expect(changes(0)).toContainEqual({ field: 'lastName', from: null, to: 'Told' });
    expect(changes(1)).toEqual([
      { field: 'lastName', from: 'Told', to: 'Retold' },
      { field: 'jobTitle', from: null, to: 'Clerk' },
    ]);
    expect(changes(2)).toEqual([{ field: 'ownerId', from: seller.id, to: null }]);
    expect(changes(3)).toContainEqual({ field: 'interaction.subject', from: null, to: 'Hello' });
    expect(changes(4)).toEqual([{ field: 'interaction.subject', from: 'Hello', to: 'Good-bye' }]);
    expect(items[5]).toMatchObject({ type: 'CustomerRestored' });
    expect(items[6]).toMatchObject({
      type: 'SomethingNew',
      changes: [{ field: 'what', from: null, to: 'ever' }],
    });
  });

  it('tells what campaigns did, and what they must not do', async () => {
    const campaignId = randomUUID();
    const id = await side.register(
      {},
      joined(campaignId, { suppressed: 'opted_out' }),
      touched(campaignId, 'unsubscribed'),
      { type: 'CustomerDoNotContactSet', data: { channel: 'email', reason: 'unsubscribed', campaignId } },
      { type: 'CustomerDoNotContactLifted', data: { channel: 'email' } },
    );
    const { items } = (await side.ask(manager, `/customers/${id}/history`)).body;
    expect(items[1].changes).toEqual([
      { field: 'campaignId', from: null, to: campaignId },
      { field: 'suppressed', from: null, to: 'opted_out' },
    ]);
    expect(items[2].changes).toContainEqual({ field: 'kind', from: null, to: 'unsubscribed' });
    const set = { channel: 'email', reason: 'unsubscribed', at: items[3].recordedAt };
    expect(items[3].changes).toEqual([{ field: 'doNotContact', from: [], to: [set] }]);
    expect(items[4].changes).toEqual([{ field: 'doNotContact', from: [set], to: [] }]);
  });

  it('of 10,000 events is told to its last page', async () => {
    const id = await side.register({ lastName: 'Long' });
    for (let n = 0; n < 20; n++)
      await side.append(
        id,
        Array.from({ length: 500 }, (_, m) => interacted(randomUUID(), { subject: `Call ${n * 500 + m}` })),
      );
    let after = '';
    let revision = -1;
    for (;;) {
      const { body } = await side.ask(manager, `/customers/${id}/history?limit=200${after}`);
      for (const item of body.items) expect(item.revision).toBe(++revision);
      if (body.next === null) break;
      after = `&after=${body.next}`;
    }
    expect(revision).toBe(10_000);
  }, 60_000);
});
