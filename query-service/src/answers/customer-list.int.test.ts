import { randomUUID } from 'node:crypto';
import { type CustomerCard, CustomerSort } from '@crm/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interacted, manager, other, seller } from '../../testing/customers.ts';
import { type ReadSide, readSide } from '../../testing/running.ts';

let side: ReadSide;
beforeAll(async () => {
  side = await readSide();
}, 60_000);
afterAll(() => side.close());

describe('a page of customers', () => {
  beforeAll(async () => {
    for (let n = 0; n < 60; n++)
      await side.register(
        {
          firstName: n % 4 === 0 ? null : `First ${n % 7}`,
          lastName: n % 5 === 0 ? null : `Last ${n % 3}`,
          companyName: n % 3 === 0 ? null : `Company ${n % 4}`,
          stage: ['lead', 'customer', 'subscriber'][n % 3] ?? 'lead',
          tags: n % 6 === 0 ? ['vip'] : [],
          ownerId: [seller.id, other.id, null][n % 3] ?? null,
          ...(n % 2 === 0 ? { email: `person${n % 11}@example.org` } : {}),
          ...(n % 7 === 0 ? {} : { phone: `+4930${1000 + (n % 13)}` }),
        },
        ...(n % 4 === 0
          ? [interacted(randomUUID(), { occurredAt: `2026-01-0${1 + (n % 8)}T00:00:00.000Z` })]
          : []),
      );
  });

  it.each(CustomerSort.options.flatMap((sort) => [[sort, 'asc'] as const, [sort, 'desc'] as const]))(
    'by %s %s visits every customer once, in order, those without a value last',
    async (sort, order) => {
      const items = await side.pages<CustomerCard>(
        manager,
        `/customers?sort=${sort}&order=${order}&limit=7&archived=all`,
      );
      const all = await side.ask(manager, '/customers?limit=200&archived=all');
      expect(items.map(({ id }) => id).sort()).toEqual(
        all.body.items.map((item: CustomerCard) => item.id).sort(),
      );
      const values = items.map((item) => item[sort]);
      const firstNull = values.indexOf(null);
      if (firstNull !== -1) expect(values.slice(firstNull).every((value) => value === null)).toBe(true);
      const present = values.filter((value) => value !== null);
      const sorted = present.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      expect(present).toEqual(order === 'asc' ? sorted : sorted.reverse());
    },
  );

  it.each([
    ['stage=lead&stage=customer', (item: CustomerCard) => item.stage !== 'subscriber'],
    ['tag=vip', (item: CustomerCard) => item.tags.includes('vip')],
    [`ownerId=${seller.id}`, (item: CustomerCard) => item.ownerId === seller.id],
    ['ownerId=none', (item: CustomerCard) => item.ownerId === null],
    [
      `ownerId=none&ownerId=${other.id}&stage=subscriber`,
      (item: CustomerCard) => item.stage === 'subscriber' && item.ownerId !== seller.id,
    ],
  ])('holds what %s asks for', async (filter, fits) => {
    const all = await side.ask(manager, '/customers?limit=200');
    const some = await side.pages<CustomerCard>(manager, `/customers?${filter}&limit=9`);
    expect(new Set(some.map(({ id }) => id))).toEqual(
      new Set(all.body.items.filter(fits).map((item: CustomerCard) => item.id)),
    );
    expect(some.length).toBeGreaterThan(0);
  });

  it('counts by stage what the list holds', async () => {
    const counts = await side.ask(manager, '/customers/counts');
    for (const { stage, count } of counts.body)
      expect((await side.ask(manager, `/customers?stage=${stage}&limit=200`)).body.items).toHaveLength(count);
    const own = await side.ask(seller, '/customers/counts');
    const mine = await side.ask(seller, '/customers?limit=200');
    expect(own.body.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(
      mine.body.items.length,
    );
  });

  it('leaves the archived out unless asked for', async () => {
    const id = await side.register(
      { lastName: 'Archived' },
      { type: 'CustomerArchived', data: { reason: null } },
    );
    const ids = async (archived: string) =>
      (await side.ask(manager, `/customers?limit=200&archived=${archived}`)).body.items.map(
        (item: CustomerCard) => item.id,
      );
    expect(await ids('no')).not.toContain(id);
    expect(await ids('yes')).toEqual([id]);
    expect(await ids('all')).toContain(id);
  });
});

describe('bad input', () => {
  it.each([
    ['/customers?colour=red', 400, 'invalid-input'],
    ['/customers?limit=0', 400, 'invalid-input'],
    ['/customers?limit=201', 400, 'invalid-input'],
    ['/customers?sort=shoeSize', 400, 'invalid-input'],
    ['/customers?after=nonsense', 400, 'invalid-input'],
    [`/customers?q=${'x'.repeat(201)}`, 400, 'invalid-input'],
    ['/customers?q=a&q=b', 400, 'invalid-input'],
    ['/customers?q=%00', 400, 'invalid-input'],
    ['/customers?tag=%00', 400, 'invalid-input'],
    [`/customers/${randomUUID()}`, 404, 'customer-not-found'],
    ['/customers/1', 404, 'customer-not-found'],
    [`/customers/${randomUUID()}/history`, 404, 'customer-not-found'],
    [`/customers/${randomUUID()}?asOf=yesterday`, 400, 'invalid-input'],
  ])('%s is refused', async (path, status, code) => {
    const answer = await side.ask(manager, path);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('a cursor of another order is refused', async () => {
    const { body } = await side.ask(manager, '/customers?sort=name&limit=1');
    const { status } = await side.ask(manager, `/customers?sort=createdAt&limit=1&after=${body.next}`);
    expect(status).toBe(400);
  });
});
