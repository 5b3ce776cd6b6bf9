import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '@crm/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Travelling, travelling } from '../../projection-service/testing/travelling.ts';
import { joined, launched, touched } from '../testing/campaigns.ts';
import { interacted, manager, seller } from '../testing/customers.ts';
import { masterKey, type ReadSide, readSide } from '../testing/running.ts';

const analyst: Actor = { id: randomUUID(), role: 'analyst' };
const auditor: Actor = { id: randomUUID(), role: 'auditor' };

let side: ReadSide;
let machine: Travelling;
beforeAll(async () => {
  side = await readSide();
  machine = travelling(side.database, masterKey);
}, 60_000);
afterAll(async () => {
  await machine.stop();
  await machine.machine.log.close();
  await side.close();
});

/** A moment between what was appended before and what will be. */
const moment = async (): Promise<string> => {
  await sleep(5);
  const now = new Date().toISOString();
  await sleep(5);
  return now;
};

const asOf = (path: string, then: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}asOf=${encodeURIComponent(then)}`;

describe('a world', () => {
  it('answers every question exactly as it was answered at its moment', async () => {
    const call = randomUUID();
    const names = ['Anders', 'Andersen', 'Sanders', 'Berg', 'Lindberg'];
    const ids: string[] = [];
    for (const [n, lastName] of names.entries())
      ids.push(
        await side.register({
          firstName: 'Ann',
          lastName,
          tags: n % 2 ? ['vip'] : [],
          stage: n < 2 ? 'customer' : 'lead',
          ownerId: n < 3 ? seller.id : null,
          email: `${lastName.toLowerCase()}@then.example`,
        }),
      );
    const [first = '', second = '', third = ''] = ids;
    const campaign = await launched(side, { name: 'Spring', variants: [{ name: 'a', parts: 1 }] });
    await side.append(first, [
      interacted(call),
      joined(campaign, { variant: 'a' }),
      touched(campaign, 'sent'),
    ]);
    await side.append(second, [joined(campaign), touched(campaign, 'opened')]);
    const paths = [
      '/customers',
      '/customers?sort=name&order=asc&limit=2',
      '/customers?q=anders',
      '/customers?q=lindbreg',
      '/customers?stage=customer&tag=vip&archived=all',
      `/customers?campaignId=${campaign}`,
      `/customers?ownerId=${seller.id}`,
      '/customers/ids?q=ann',
      '/customers/counts',
      '/customers/counts?archived=all',
      ...[first, second, third].flatMap((id) => [
        `/customers/${id}`,
        `/customers/${id}/timeline`,
        `/customers/${id}/history`,
        `/customers/${id}/campaigns`,
      ]),
      '/campaigns',
      '/campaigns?q=spr',
      `/campaigns/${campaign}`,
      `/campaigns/${campaign}/members`,
      `/campaigns/${campaign}/audiences`,
      `/campaigns/${campaign}/report`,
    ];
    const answers = async (then?: string) => {
      const told = [];
      for (const path of paths) {
        const { status, body } = await side.ask(manager, then === undefined ? path : asOf(path, then));
        told.push({ path, status, body });
      }
      return told;
    };
    const before = await answers();
    const then = await moment();

    await side.append(first, [
      { type: 'CustomerDetailsChanged', data: { lastName: 'Otherwise', companyName: 'Elsewhere' } },
      { type: 'InteractionVoided', data: { interactionId: call, reason: null } },
      { type: 'CustomerStageChanged', data: { from: 'customer', to: 'lead' } },
      touched(campaign, 'responded'),
    ]);
    await side.append(second, [{ type: 'CustomerArchived', data: { reason: 'gone' } }]);
    await side.append(third, [{ type: 'CustomerAssigned', data: { from: seller.id, to: null } }]);
    await side.register({ firstName: 'Ann', lastName: 'Later' }, joined(campaign));
    await side.append(campaign, [{ type: 'CampaignCompleted', data: {} }], { category: 'campaign' });
    await launched(side, { name: 'Sprint' });

    const position = await machine.build(then);
    expect(await answers(then)).toEqual(before);
    expect((await answers()).map(({ body }) => body)).not.toEqual(before.map(({ body }) => body));
    const { headers } = await side.ask(auditor, asOf('/customers', then));
    expect(headers.get('as-of-position')).toBe(position);
    expect(machine.faults).toEqual([]);
  }, 60_000);

  it('is refused where it is not built, with what builds it', async () => {
    const id = await side.register({ lastName: 'Waits' });
    const then = await moment();
    await side.register({ lastName: 'Later' });
    const { status, body, headers } = await side.ask(manager, asOf('/customers', then));
    expect([status, body.code]).toEqual([409, 'world-missing']);
    expect(body.facts).toEqual({ asOf: then, position: headers.get('as-of-position'), state: null });
    expect(body.detail).toContain('POST /api/time-machine');
    // What the log tells by itself needs no world.
    for (const path of [`/customers/${id}`, `/customers/${id}/history`, `/customers/${id}/export`])
      expect((await side.ask(manager, asOf(path, then))).status).toBe(200);
  });

  it('before the first event is empty', async () => {
    const then = '2001-01-01T00:00:00.000Z';
    expect(await machine.build(then)).toBe('0');
    expect((await side.ask(manager, asOf('/customers', then))).body).toEqual({ items: [], next: null });
    expect((await side.ask(manager, asOf('/customers/counts', then))).body).toEqual([]);
    const id = await side.register({ lastName: 'Unborn' });
    for (const path of ['', '/timeline', '/history', '/export', '/campaigns'])
      expect((await side.ask(manager, asOf(`/customers/${id}${path}`, then))).status).toBe(404);
  });

  it('is for those who may read everybody’s history; a record of one’s own needs none', async () => {
    const id = await side.register({ lastName: 'Owned', ownerId: seller.id });
    const then = await moment();
    await machine.build(then);
    for (const actor of [seller, analyst])
      for (const path of ['/customers', '/customers/counts', '/campaigns', `/customers/${id}/timeline`]) {
        const { status, body } = await side.ask(actor, asOf(path, then));
        expect([path, status, body.code]).toEqual([path, 403, 'forbidden']);
      }
    expect((await side.ask(auditor, asOf('/customers', then))).status).toBe(200);
    for (const path of [`/customers/${id}`, `/customers/${id}/history`])
      expect((await side.ask(seller, asOf(path, then))).status).toBe(200);
    expect((await side.ask(analyst, asOf(`/customers/${id}`, then))).status).toBe(200);
  });

  it('is no use after an erasure; the next one has nothing of the person, though the key is still held', async () => {
    const id = await side.register({ lastName: 'Vanishing', email: 'vanishing@gone.example' });
    await side.append(id, [interacted(randomUUID(), { subject: 'Vanishing soon' })]);
    const then = await moment();
    const position = await machine.build(then);
    expect((await side.ask(manager, asOf('/customers?q=vanishing', then))).body.items).toHaveLength(1);
    expect(await textsIn(position)).toContain('Vanishing');
    await side.append(id, [{ type: 'CustomerErased', data: { reason: 'request' } }]);
    const { status, body } = await side.ask(manager, asOf('/customers?q=vanishing', then));
    expect([status, body.code]).toEqual([409, 'world-missing']);
    await machine.until(position, null);
    expect(await schemas()).not.toContain(`asof_${position}`);
    expect(await machine.build(then)).toBe(position);
    expect((await side.ask(manager, asOf('/customers?q=vanishing', then))).body.items).toEqual([]);
    expect((await textsIn(position)).toLowerCase()).not.toContain('vanishing');
  });

  it('is read by those who answer questions, and nothing more', async () => {
    const then = await moment();
    const position = await machine.build(then);
    const world = `asof_${position}`;
    for (const statement of [
      `insert into ${world}.customer_revision values (gen_random_uuid(), 1)`,
      `delete from ${world}.customer`,
      `drop schema ${world} cascade`,
      `create table ${world}.another (id integer)`,
      `select engine.open_world(1)`,
      `update engine.worlds set state = 'ready'`,
      `delete from engine.worlds`,
    ])
      await expect(side.reads.query(statement)).rejects.toMatchObject({ code: '42501' });
    await expect(side.reads.query(`select from ${world}.customer limit 1`)).resolves.toBeDefined();
  });
});

const schemas = async (): Promise<readonly string[]> => {
  const { rows } = await side.database.pool('admin').query('select nspname from pg_namespace');
  return rows.map(({ nspname }) => nspname);
};

/** Everything that stands in a world, as text. */
const textsIn = async (position: string): Promise<string> => {
  const admin = side.database.pool('admin');
  const { rows } = await admin.query(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = $1`,
    [`asof_${position}`],
  );
  const texts = [];
  for (const { name } of rows)
    texts.push(JSON.stringify((await admin.query(`select t::text from ${name} t`)).rows));
  return texts.join('\n');
};
