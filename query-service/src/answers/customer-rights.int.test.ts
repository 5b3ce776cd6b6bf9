import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { other, seller } from '../../testing/customers.ts';
import { type ReadSide, readSide } from '../../testing/running.ts';

let side: ReadSide;
beforeAll(async () => {
  side = await readSide();
}, 60_000);
afterAll(() => side.close());

describe('rights', () => {
  let mine: string;
  let theirs: string;
  beforeAll(async () => {
    mine = await side.register({ lastName: 'Mine', ownerId: seller.id });
    theirs = await side.register({ lastName: 'Theirs', ownerId: other.id });
  });
  const paths = (id: string) => [
    `/customers/${id}`,
    `/customers/${id}/timeline`,
    `/customers/${id}/history`,
    `/customers/${id}?asOf=2100-01-01T00:00:00Z`,
  ];

  it('show sales people what they own and nothing else', async () => {
    for (const path of paths(mine)) expect((await side.ask(seller, path)).status).toBe(200);
    for (const path of paths(theirs)) {
      const { status, body } = await side.ask(seller, path);
      expect([status, body.code]).toEqual([404, 'customer-not-found']);
    }
    const { body } = await side.ask(seller, '/customers?limit=200');
    expect(body.items.every((item: { ownerId: string }) => item.ownerId === seller.id)).toBe(true);
    expect((await side.ask(seller, '/customers?q=theirs')).body.items).toEqual([]);
    expect((await side.ask(seller, '/customers?q=mine&sort=name')).body.items).toHaveLength(1);
  });

  it('follow the owner of today, in the past as well', async () => {
    const id = await side.register({ lastName: 'Moving', ownerId: seller.id });
    await side.append(id, [{ type: 'CustomerAssigned', data: { from: seller.id, to: other.id } }]);
    for (const path of paths(id)) {
      expect((await side.ask(seller, path)).status).toBe(404);
      expect((await side.ask(other, path)).status).toBe(200);
    }
  });

  it.each([
    ['administrator', 200],
    ['manager', 200],
    ['marketing', 200],
    ['auditor', 200],
    ['analyst', 403],
  ] as const)('of the role %s answer history with %i', async (role, status) => {
    const actor = { id: randomUUID(), role };
    expect((await side.ask(actor, `/customers/${theirs}/history`)).status).toBe(status);
    expect((await side.ask(actor, `/customers/${theirs}`)).status).toBe(200);
  });
});
