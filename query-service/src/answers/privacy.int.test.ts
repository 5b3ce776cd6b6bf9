import { randomUUID } from 'node:crypto';
import { streamOf } from '@crm/contracts';
import { postgresKeyring } from '@crm/event-store';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interacted, manager, seller } from '../../testing/customers.ts';
import { masterKey, type ReadSide, readSide } from '../../testing/running.ts';

let side: ReadSide;
beforeAll(async () => {
  side = await readSide();
}, 60_000);
afterAll(() => side.close());

const person = { firstName: 'Ann', lastName: 'Export', email: 'ann@export.example' };
const participant = { customerId: null, userId: null, address: null, role: 'attendee' };

describe('an export', () => {
  it('holds everything about the person, and of others only that they took part', async () => {
    const [id, other] = [await side.register(person), await side.register({ lastName: 'Somebody' })];
    const [kept, voided] = [randomUUID(), randomUUID()];
    await side.append(
      id,
      [
        interacted(kept, {
          subject: 'Glasharfe',
          participants: [
            { ...participant, customerId: id },
            { ...participant, customerId: other },
            { ...participant, address: 'stranger@export.example' },
          ],
        }),
        interacted(voided, { subject: 'Wrong' }),
        { type: 'InteractionVoided', data: { interactionId: voided, reason: 'not with her' } },
        { type: 'CustomerDoNotContactSet', data: { channel: 'sms', reason: 'asked', campaignId: null } },
      ],
      { actor: manager.id },
    );
    const { body, headers } = await side.ask(manager, `/customers/${id}/export`);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="customer-${id}.json"`);
    expect(body).toMatchObject({
      format: 'crm-customer-export/1',
      profile: { id, lastName: 'Export', email: person.email, revision: 4 },
      interactions: [
        { interactionId: kept, subject: 'Glasharfe' },
        { interactionId: voided, voidReason: 'not with her' },
      ],
    });
    expect(body.interactions[0].participants).toEqual([
      { ...participant, customerId: id },
      participant,
      participant,
    ]);
    expect(body.events).toHaveLength(5);
    expect(body.events[4]).toMatchObject({ type: 'CustomerDoNotContactSet', actor: manager.id, revision: 4 });
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`${other}|stranger`));
  });

  it('is for those who may read the history of this customer', async () => {
    const id = await side.register(person);
    const own = await side.register({ ...person, ownerId: seller.id });
    expect((await side.ask(seller, `/customers/${id}/export`)).status).toBe(404);
    expect((await side.ask(seller, `/customers/${own}/export`)).status).toBe(200);
    const analyst = { id: randomUUID(), role: 'analyst' } as const;
    expect((await side.ask(analyst, `/customers/${own}/export`)).status).toBe(403);
    expect((await side.ask(manager, `/customers/${randomUUID()}/export`)).status).toBe(404);
  });
});

describe('the report of an erasure', () => {
  it('has looked at every table, and names what remains and what ends it', async () => {
    const id = await side.register(person);
    expect((await side.ask(manager, `/customers/${id}/erasure`)).status).toBe(404);
    await side.append(id, [interacted(randomUUID(), { subject: 'Glasharfe' })]);
    await side.append(id, [{ type: 'CustomerErased', data: { reason: 'objection' } }], { actor: manager.id });
    const early = await side.ask(manager, `/customers/${id}/erasure`);
    expect(early.body.keyDestroyed).toBe(false);
    await postgresKeyring(side.database.pool('crm_command', { max: 1 }), masterKey).destroy(
      streamOf('customer', id),
    );
    const { body } = await side.ask(manager, `/customers/${id}/erasure`);
    expect(body).toMatchObject({
      customerId: id,
      erasedBy: manager.id,
      reason: 'objection',
      keyDestroyed: true,
    });
    expect(body.cleared).toEqual([
      { place: 'customer', rows: 1, left: 0 },
      { place: 'customer_search', rows: 1, left: 0 },
      { place: 'customer_change', rows: 2, left: 0 },
      { place: 'interaction', rows: 1, left: 0 },
      { place: 'campaign_touch', rows: 0, left: 0 },
    ]);
    expect(body.remaining.every(({ endedBy }: { endedBy: string }) => endedBy !== '')).toBe(true);
  });

  it('has looked at the tables that are kept for a way back', async () => {
    const id = await side.register(person);
    await side.append(id, [{ type: 'CustomerTagsChanged', data: { added: ['vip'], removed: [] } }]);
    await side.ask(manager, `/customers/${id}`);
    const { rows } = await side.database.pool('crm_projection', { max: 1 }).query<{ version: number }>(
      `with kept as (
        insert into engine.builds (model, version, build, rebuild, state)
        select model, of, 7, gen_random_uuid(), 'kept'
        from engine.builds, unnest(array[version, 1]) as of where model = 'customer' and state = 'shown'
      )
      select version from engine.builds where model = 'customer' and state = 'shown'`,
    );
    const own = `live.customer_v${rows[0]?.version}_b7`;
    const projections = side.database.pool('crm_projection', { max: 1 });
    for (const table of [own, 'live.customer_v1_b7'])
      await projections.query(`create table ${table} as select * from live.customer`);
    await side.append(id, [{ type: 'CustomerErased', data: { reason: 'asked' } }]);
    const report = async () =>
      (await side.ask(manager, `/customers/${id}/erasure`)).body.cleared.filter(
        ({ place }: { place: string }) => place.endsWith('kept'),
      );
    expect(await report()).toEqual([
      { place: 'customer_v1_b7, kept', rows: 0, left: 0 },
      { place: `${own.slice('live.'.length)}, kept`, rows: 0, left: 0 },
    ]);
    await projections.query(`insert into live.customer_v1_b7 select * from live.customer where id = '${id}'`);
    expect(await report()).toContainEqual({ place: 'customer_v1_b7, kept', rows: 1, left: 1 });
  });

  it('would tell what is left', async () => {
    const id = await side.register(person);
    await side.append(id, [{ type: 'CustomerErased', data: { reason: 'asked' } }]);
    await side.ask(manager, `/customers/${id}`);
    await side.database
      .pool()
      .query(
        `update live.customer_change set data = '{}' where customer_id = $1 and type = 'CustomerErased'`,
        [id],
      );
    const { body } = await side.ask(manager, `/customers/${id}/erasure`);
    expect(body.cleared).toContainEqual({ place: 'customer_change', rows: 2, left: 1 });
  });
});
