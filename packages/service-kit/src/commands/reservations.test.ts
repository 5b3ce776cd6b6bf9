import type { Refusal } from '@crm/contracts';
import { describe, expect, it, jest } from '@jest/globals';
import { id } from '../../testing/given.ts';
import { type Give, killedBeforeAppend, otherSeller, seller, writeSide } from '../../testing/write-side.ts';

const address = 'ada@example.org';
const person = { lastName: 'Lovelace', emails: [{ address }] };
const taken = expect.objectContaining({ name: 'Refusal', code: 'email-taken' });
const refusalOf = (outcome: Promise<unknown>) =>
  outcome.then(
    () => null,
    (error: Refusal) => error,
  );

describe.each([true, false])('an address (several streams in one append: %s)', (multi) => {
  it('belongs to one customer, however it is written', async () => {
    const give = writeSide(multi).start();
    await give('RegisterCustomer', person);
    const other = { lastName: 'L', emails: [{ address: 'ADA@Example.ORG' }] };
    await expect(give('RegisterCustomer', other)).rejects.toEqual(taken);
    const { id: on } = await give('RegisterCustomer', {
      lastName: 'L',
      emails: [{ address: 'l@example.org' }],
    });
    await expect(give('AddEmail', { address }, { on })).rejects.toEqual(taken);
    const emailId = String((await give('AddEmail', { address: 'm@example.org' }, { on })).createdId);
    await expect(give('ChangeEmail', { address }, { on, path: { emailId } })).rejects.toEqual(taken);
  });

  it('is not readable in the log’s stream names, and never in a reservation', async () => {
    const side = writeSide(multi);
    await side.start()('RegisterCustomer', person);
    const [reservation] = await side.events();
    expect(reservation).toMatchObject({
      type: 'EmailReserved',
      stream: expect.stringMatching(/^email-[\da-f]{64}$/),
    });
    expect(JSON.stringify(reservation?.data)).not.toContain('ada');
  });

  it('leads to who has it only those who may see them', async () => {
    const give = writeSide(multi).start();
    const { id: holder } = await give('RegisterCustomer', person, { actor: otherSeller });
    const factsFor = async (said: object) => (await refusalOf(give('RegisterCustomer', person, said)))?.facts;
    expect(await factsFor({})).toEqual({ address, customerId: holder });
    expect(await factsFor({ actor: otherSeller })).toEqual({ address, customerId: holder });
    expect(await factsFor({ actor: seller })).toEqual({ address });
  });

  it('can be registered anyway, and then reserves nothing', async () => {
    const side = writeSide(multi);
    const give = side.start();
    await give('RegisterCustomer', person);
    const { id: on } = await give('RegisterCustomer', { ...person, registerAnyway: true });
    await give('AddEmail', { address: 'x@example.org', registerAnyway: true }, { on });
    const reserved = (await side.events()).filter(({ type }) => type === 'EmailReserved');
    expect(reserved).toHaveLength(1);
  });

  it('is free again once it is removed or changed', async () => {
    const side = writeSide(multi);
    const give = side.start();
    const { id: on } = await give('RegisterCustomer', { lastName: 'L' });
    const emailId = String((await give('AddEmail', { address }, { on })).createdId);
    await give('ChangeEmail', { address: 'b@example.org' }, { on, path: { emailId } });
    const { id: second } = await give('RegisterCustomer', person);
    await give('RemoveEmail', {}, { on, path: { emailId } });
    await give('RegisterCustomer', { lastName: 'B', emails: [{ address: 'b@example.org' }] });
    await give('ArchiveCustomer', {}, { on: second });
    await expect(give('RegisterCustomer', person)).rejects.toEqual(taken);
  });

  it('goes to one of many who ask at the same moment, on whichever replica', async () => {
    const side = writeSide(multi);
    const gives = Array.from({ length: 10 }, () => side.start());
    const outcomes = await Promise.all(gives.map((give) => refusalOf(give('RegisterCustomer', person))));
    expect(outcomes.filter((error) => error === null)).toHaveLength(1);
    expect(outcomes.filter((error) => error !== null)).toEqual(Array(9).fill(taken));
  });
});

describe('on a store that appends to one stream at a time, a process killed between two steps', () => {
  const idempotencyKey = 'k';
  const killed = (give: Promise<unknown>) => expect(give).rejects.toThrow('killed');
  const later = (minutes: number) => jest.spyOn(Date, 'now').mockReturnValue(Date.now() + minutes * 60_000);

  it('leaves an address reserved that its registration, given again, finds', async () => {
    const side = writeSide(false);
    await killed(side.start(killedBeforeAppend(1))('RegisterCustomer', person, { idempotencyKey }));
    expect(await side.events()).toHaveLength(1);
    const outcome = await side.start()('RegisterCustomer', person, { idempotencyKey });
    expect(outcome).toMatchObject({ revision: 0, changed: true });
    expect((await side.events()).map(({ type }) => type)).toEqual(['EmailReserved', 'CustomerRegistered']);
  });

  it('finishes at every step when the command is given again', async () => {
    const two = { lastName: 'L', emails: [{ address }, { address: 'b@example.org' }] };
    for (const step of [0, 1, 2]) {
      const side = writeSide(false);
      await killed(side.start(killedBeforeAppend(step))('RegisterCustomer', two, { idempotencyKey }));
      await side.start()('RegisterCustomer', two, { idempotencyKey });
      const types = (await side.events()).map(({ type }) => type);
      expect(types).toEqual(['EmailReserved', 'EmailReserved', 'CustomerRegistered']);
    }
  });

  it('gives an address back at last when its removal is given again', async () => {
    for (const step of [0, 1]) {
      const side = writeSide(false);
      const give = side.start();
      const { id: on } = await give('RegisterCustomer', { lastName: 'L' });
      const emailId = String((await give('AddEmail', { address }, { on })).createdId);
      const said = { on, path: { emailId }, idempotencyKey };
      await killed(side.start(killedBeforeAppend(step))('RemoveEmail', {}, said));
      const outcome = await side.start()('RemoveEmail', {}, said);
      expect(outcome).toMatchObject({ revision: 2 });
      expect(await side.start()('RemoveEmail', {}, said)).toEqual({ ...outcome, changed: false });
      expect((await side.events()).map(({ type }) => type)).toEqual([
        'CustomerRegistered',
        'EmailReserved',
        'CustomerEmailAdded',
        'CustomerEmailRemoved',
        'EmailReleased',
      ]);
    }
  });

  it('changes an address in three steps, each of which can be the last', async () => {
    for (const step of [0, 1, 2]) {
      const side = writeSide(false);
      const give = side.start();
      const { id: on } = await give('RegisterCustomer', { lastName: 'L' });
      const emailId = String((await give('AddEmail', { address }, { on })).createdId);
      const said = { on, path: { emailId }, idempotencyKey };
      const change = { address: 'b@example.org' };
      await killed(side.start(killedBeforeAppend(step))('ChangeEmail', change, said));
      const outcome = await side.start()('ChangeEmail', change, said);
      expect(await side.start()('ChangeEmail', change, said)).toEqual({ ...outcome, changed: false });
      const types = (await side.events()).slice(3).map(({ type }) => type);
      expect(types).toEqual(['EmailReserved', 'CustomerEmailChanged', 'EmailReleased']);
    }
  });

  it('keeps an address from others for ten minutes, and no longer', async () => {
    const side = writeSide(false);
    await killed(side.start(killedBeforeAppend(1))('RegisterCustomer', person, { idempotencyKey }));
    const give: Give = side.start();
    const refused = await refusalOf(give('RegisterCustomer', person));
    expect(refused).toEqual(taken);
    expect(refused?.facts).toEqual({ address });
    const clock = later(11);
    try {
      const { id: on } = await give('RegisterCustomer', person);
      expect(await side.eventsOf(on)).toHaveLength(1);
      await expect(side.start()('RegisterCustomer', person, { idempotencyKey })).rejects.toEqual(taken);
      const data = (await side.eventsOf(on))[0]?.data as { emails: readonly { id: string }[] } | undefined;
      const emailId = String(data?.emails[0]?.id);
      await give('RemoveEmail', {}, { on, path: { emailId } });
      expect(await side.start()('RegisterCustomer', person, { idempotencyKey })).toMatchObject({
        revision: 0,
      });
    } finally {
      clock.mockRestore();
    }
  });
});

it('an address of an unknown holder is nobody’s to see', async () => {
  const side = writeSide(false);
  await expect(
    side.start(killedBeforeAppend(1))('RegisterCustomer', person, { actor: { id: id(1), role: 'manager' } }),
  ).rejects.toThrow('killed');
  expect((await refusalOf(side.start()('RegisterCustomer', person)))?.facts).toEqual({ address });
});
