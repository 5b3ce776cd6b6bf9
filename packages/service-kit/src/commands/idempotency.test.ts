import { describe, expect, it } from '@jest/globals';
import { id } from '../../testing/given.ts';
import { otherSeller, seller, writeSide } from '../../testing/write-side.ts';

const idempotencyKey = 'k-1';
const person = { lastName: 'Lovelace', emails: [{ address: 'ada@example.org' }] };

describe.each([true, false])('an idempotency key (several streams in one append: %s)', (multi) => {
  it('gives the first result again: from memory, after a restart, and after later changes', async () => {
    const side = writeSide(multi);
    const give = side.start();
    const first = await give('RegisterCustomer', person, { idempotencyKey });
    const again = { ...first, changed: false };
    expect(await give('RegisterCustomer', person, { idempotencyKey })).toEqual(again);
    expect(await side.start()('RegisterCustomer', person, { idempotencyKey })).toEqual(again);
    await give('ChangeStage', { stage: 'customer' }, { on: first.id });
    await give('ArchiveCustomer', {}, { on: first.id });
    expect(await side.start()('RegisterCustomer', person, { idempotencyKey })).toEqual(again);
    expect(await side.eventsOf(first.id)).toHaveLength(3);
  });

  it('gives back the id of what was made inside the record', async () => {
    const side = writeSide(multi);
    const give = side.start();
    const { id: on } = await give('RegisterCustomer', person);
    const said = { on, idempotencyKey };
    const first = await give('AddEmail', { address: 'b@example.org', primary: true }, said);
    await give('RemoveEmail', {}, { on, path: { emailId: String(first.createdId) } });
    expect(first).toMatchObject({ revision: 2 });
    expect(await side.start()('AddEmail', { address: 'b@example.org', primary: true }, said)).toEqual({
      ...first,
      changed: false,
    });
  });

  it('comes before every other question: the archive, rights of today, If-Match', async () => {
    const side = writeSide(multi);
    const give = side.start();
    const { id: on } = await give('RegisterCustomer', person, { actor: seller });
    const said = { on, idempotencyKey, actor: seller, ifMatch: 0 };
    const first = await give('ChangeTags', { add: ['a'] }, said);
    await give('AssignCustomer', { ownerId: otherSeller.id }, { on });
    await give('ArchiveCustomer', {}, { on });
    expect(await give('ChangeTags', { add: ['a'] }, said)).toEqual({ ...first, changed: false });
  });

  it('is refused with another body', async () => {
    const side = writeSide(multi);
    const give = side.start();
    await give('RegisterCustomer', person, { idempotencyKey });
    const other = { ...person, firstName: 'Ada' };
    for (const each of [give, side.start()])
      await expect(each('RegisterCustomer', other, { idempotencyKey })).rejects.toMatchObject({
        code: 'idempotency-key-reused',
      });
  });

  it('given twice at the same moment carries the command out once, and tells the bodies apart', async () => {
    const side = writeSide(multi);
    const give = side.start();
    const bodies = [person, person, { ...person, firstName: 'Ada' }];
    const [one, two, other] = await Promise.allSettled(
      bodies.map((body) => give('RegisterCustomer', body, { idempotencyKey })),
    );
    expect(one).toMatchObject({ status: 'fulfilled', value: { changed: true } });
    expect(two).toMatchObject({ status: 'fulfilled', value: { changed: false } });
    expect(other).toMatchObject({ status: 'rejected', reason: { code: 'idempotency-key-reused' } });
    expect((await side.events()).filter(({ type }) => type === 'CustomerRegistered')).toHaveLength(1);
  });

  it('given to two replicas at the same moment carries the command out once', async () => {
    const side = writeSide(multi);
    const outcomes = await Promise.all(
      [side.start(), side.start()].map((give) => give('RegisterCustomer', person, { idempotencyKey })),
    );
    expect(outcomes[0]?.id).toBe(outcomes[1]?.id);
    expect((await side.events()).map(({ type }) => type)).toEqual(['EmailReserved', 'CustomerRegistered']);
  });

  it('belongs to its actor, its command and the record it addresses', async () => {
    const side = writeSide(multi);
    const give = side.start();
    const plain = { lastName: 'L' };
    const one = await give('RegisterCustomer', plain, { idempotencyKey });
    const other = await give('RegisterCustomer', plain, { idempotencyKey, actor: seller });
    expect(other.id).not.toBe(one.id);
    for (const on of [one.id, other.id]) {
      expect(await give('ChangeTags', { add: ['a'] }, { on, idempotencyKey })).toMatchObject({
        changed: true,
      });
      const archived = await give('ArchiveCustomer', {}, { on, idempotencyKey });
      expect(archived).toMatchObject({ changed: true, revision: 2 });
    }
  });

  it('of a command that appended nothing leaves no trace: it is decided anew', async () => {
    const side = writeSide(multi);
    const give = side.start();
    const { id: on } = await give('RegisterCustomer', { lastName: 'L', tags: ['a'] });
    const said = { on, idempotencyKey };
    expect(await give('ChangeTags', { add: ['a'] }, said)).toMatchObject({ changed: false });
    await give('ChangeTags', { remove: ['a'] }, { on });
    expect(await give('ChangeTags', { add: ['a'] }, said)).toMatchObject({ changed: true });

    const refused = { on, idempotencyKey: 'k-2' };
    await give('ArchiveCustomer', {}, { on });
    await expect(give('ChangeStage', { stage: 'customer' }, refused)).rejects.toMatchObject({
      code: 'customer-archived',
    });
    await give('RestoreCustomer', {}, { on });
    expect(await give('ChangeStage', { stage: 'other' }, refused)).toMatchObject({ changed: true });
  });

  it('makes ids that are the same on every replica and in every release', async () => {
    const [one, other] = [writeSide(multi), writeSide(multi)];
    for (const side of [one, other]) await side.start()('RegisterCustomer', person, { idempotencyKey });
    const idsOf = async (side: typeof one) => (await side.events()).map((event) => [event.stream, event.id]);
    expect(await idsOf(one)).toEqual(await idsOf(other));
    expect(await idsOf(one)).toEqual([
      [expect.stringMatching(/^email-[\da-f]{64}$/), '5f383cb7-5789-552a-863b-c9463f282c65'],
      [expect.stringMatching(/^customer-/), '6f2b5e84-14aa-5de4-aa2a-98aaa578faae'],
    ]);
  });
});

it('an unknown record stays unknown', async () => {
  await expect(
    writeSide(true).start()('ChangeTags', {}, { on: id(9), idempotencyKey }),
  ).rejects.toMatchObject({ code: 'customer-not-found' });
});
