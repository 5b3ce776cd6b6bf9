import { Forbidden, Missing } from '@crm/contracts';
import { AppendOutcomeUnknown, type EventStore } from '@crm/event-store';
import { describe, expect, it } from '@jest/globals';
import { id, manager } from '../../testing/given.ts';
import { otherSeller, seller, writeSide } from '../../testing/write-side.ts';

const person = { lastName: 'Lovelace' };

describe.each([true, false])('the write side (several streams in one append: %s)', (multi) => {
  it('appends what follows from a command, with who, when and why', async () => {
    const side = writeSide(multi);
    const outcome = await side.start()('RegisterCustomer', person, { import: { id: id(5), row: 3 } });
    const [event] = await side.eventsOf(outcome.id);
    expect(event).toMatchObject({
      type: 'CustomerRegistered',
      schema: 1,
      revision: 0,
      metadata: {
        actor: manager.id,
        correlation: id(801),
        causation: id(802),
        import: { id: id(5), row: 3 },
      },
    });
    expect(outcome).toEqual({
      id: outcome.id,
      revision: 0,
      position: event?.position,
      createdId: undefined,
      changed: true,
    });
  });

  it('says what it made inside a record, and where the record stands now', async () => {
    const side = writeSide(multi);
    const give = side.start();
    const { id: on } = await give('RegisterCustomer', person);
    const added = await give('AddPhone', { number: '+49301234567' }, { on });
    const [, event] = await side.eventsOf(on);
    expect(added).toMatchObject({ id: on, revision: 1, createdId: expect.any(String) });
    expect(event?.data).toMatchObject({ id: added.createdId });
    const again = await give('AddPhone', { number: '+49301234567' }, { on });
    expect(again).toEqual({ ...added, createdId: undefined, changed: false });
  });

  it('decides on what other processes wrote meanwhile', async () => {
    const side = writeSide(multi);
    const [one, other] = [side.start(), side.start()];
    const { id: on } = await one('RegisterCustomer', person);
    await other('ChangeStage', { stage: 'customer' }, { on });
    expect(await one('ChangeStage', { stage: 'customer' }, { on })).toMatchObject({
      changed: false,
      revision: 1,
    });
    await one('ChangeStage', { stage: 'lead' }, { on });
    expect(await other('ChangeStage', { stage: 'lead' }, { on })).toMatchObject({
      changed: false,
      revision: 2,
    });
  });

  it('decides anew when another process was faster, a few times', async () => {
    const side = writeSide(multi);
    const { id: on } = await side.start()('RegisterCustomer', person);
    const rival = side.start();
    let races = 3;
    const raced = side.start((inner) => ({
      ...inner,
      append: async (request) => {
        if (races-- > 0) await rival('ChangeTags', { add: [`race ${races}`] }, { on });
        return inner.append(request);
      },
    }));
    expect(await raced('ChangeTags', { add: ['mine'] }, { on })).toMatchObject({
      revision: 4,
      changed: true,
    });
    races = 100;
    await expect(raced('ChangeTags', { add: ['too late'] }, { on })).rejects.toMatchObject({ code: 'busy' });
  });

  it('lets commands on one record take turns: none of many at once is lost', async () => {
    const side = writeSide(multi);
    const give = side.start();
    const { id: on } = await give('RegisterCustomer', person);
    const tags = Array.from({ length: 50 }, (_, n) => `tag ${n}`);
    const outcomes = await Promise.all(tags.map((tag) => give('ChangeTags', { add: [tag] }, { on })));
    expect(outcomes.map(({ revision }) => revision)).toEqual(tags.map((_, n) => n + 1));
  });

  it('sends an append whose outcome is unknown again, and it is written once', async () => {
    const side = writeSide(multi);
    let losses = 2;
    const lossy = (inner: EventStore): EventStore => ({
      ...inner,
      append: async (request) => {
        const result = await inner.append(request);
        if (losses-- > 0) throw new AppendOutcomeUnknown('the answer was lost');
        return result;
      },
    });
    const { id: on } = await side.start(lossy)('RegisterCustomer', person);
    expect(await side.eventsOf(on)).toHaveLength(1);
  });

  it('refuses what the decider refuses, and appends nothing', async () => {
    const side = writeSide(multi);
    const give = side.start();
    const { id: on } = await give('RegisterCustomer', person);
    await give('ArchiveCustomer', {}, { on });
    await expect(give('AddPhone', { number: '+49301234567' }, { on })).rejects.toMatchObject({
      code: 'customer-archived',
    });
    expect(await side.eventsOf(on)).toHaveLength(2);
  });
});

describe('If-Match', () => {
  it('carries on at the named revision, and tells what came after it at another', async () => {
    const side = writeSide(true);
    const give = side.start();
    const { id: on } = await give('RegisterCustomer', person);
    expect(await give('ChangeStage', { stage: 'customer' }, { on, ifMatch: 0 })).toMatchObject({
      revision: 1,
    });
    const [, event] = await side.eventsOf(on);
    await expect(give('ChangeTags', { add: ['a'] }, { on, ifMatch: 0 })).rejects.toMatchObject({
      code: 'stale-revision',
      facts: {
        revision: 1,
        events: [
          {
            id: event?.id,
            type: 'CustomerStageChanged',
            revision: 1,
            data: { from: 'lead', to: 'customer' },
            actor: manager.id,
            recordedAt: event?.metadata.recordedAt,
          },
        ],
      },
    });
  });

  it('holds when another process gets in between', async () => {
    const side = writeSide(true);
    const { id: on } = await side.start()('RegisterCustomer', person);
    const rival = side.start();
    const raced = side.start((inner) => ({
      ...inner,
      append: async (request) => {
        await rival('ChangeTags', { add: ['first'] }, { on });
        return inner.append(request);
      },
    }));
    await expect(raced('ChangeTags', { add: ['mine'] }, { on, ifMatch: 0 })).rejects.toMatchObject({
      code: 'stale-revision',
      facts: { revision: 1 },
    });
  });
});

describe('rights', () => {
  it('a role without the permission is refused, whatever it asks of whom', async () => {
    const give = writeSide(true).start();
    const auditor = { id: id(1), role: 'auditor' } as const;
    await expect(give('RegisterCustomer', person, { actor: auditor })).rejects.toEqual(new Forbidden());
    await expect(give('ChangeTags', {}, { actor: auditor, on: id(9) })).rejects.toEqual(new Forbidden());
    await expect(give('AssignCustomer', { ownerId: null }, { actor: seller, on: id(9) })).rejects.toEqual(
      new Forbidden(),
    );
  });

  it('records of others read as missing to those who have only their own', async () => {
    const give = writeSide(true).start();
    const { id: mine } = await give('RegisterCustomer', person, { actor: seller });
    const { id: theirs } = await give('RegisterCustomer', person, { actor: otherSeller });
    const { id: nobodys } = await give('RegisterCustomer', { ...person, ownerId: null });
    expect(await give('ChangeTags', { add: ['a'] }, { actor: seller, on: mine })).toMatchObject({
      revision: 1,
    });
    for (const on of [theirs, nobodys, id(999)])
      await expect(give('ChangeTags', { add: ['a'] }, { actor: seller, on })).rejects.toEqual(
        new Missing('customer'),
      );
    expect(await give('ChangeTags', { add: ['a'] }, { on: theirs })).toMatchObject({ revision: 1 });
  });

  it('follow the owner of today', async () => {
    const give = writeSide(true).start();
    const { id: on } = await give('RegisterCustomer', person, { actor: seller });
    await give('AssignCustomer', { ownerId: otherSeller.id }, { on });
    await expect(give('ChangeTags', { add: ['a'] }, { actor: seller, on })).rejects.toEqual(
      new Missing('customer'),
    );
    expect(await give('ChangeTags', { add: ['a'] }, { actor: otherSeller, on })).toMatchObject({
      revision: 2,
    });
  });

  it('who has only his own registers only for himself', async () => {
    const side = writeSide(true);
    const give = side.start();
    for (const ownerId of [otherSeller.id, null])
      await expect(
        give('RegisterCustomer', { ...person, ownerId }, { actor: seller }),
      ).rejects.toBeInstanceOf(Forbidden);
    expect(await side.events()).toEqual([]);
    await give('RegisterCustomer', { ...person, ownerId: seller.id }, { actor: seller });
  });
});
