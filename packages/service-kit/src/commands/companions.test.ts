import { Missing } from '@crm/contracts';
import { describe, expect, it } from '@jest/globals';
import { id } from '../../testing/given.ts';
import { type Give, killedBeforeAppend, otherSeller, seller, writeSide } from '../../testing/write-side.ts';

const call = { kind: 'call', occurredAt: '2026-01-01T10:00:00.000Z' };
const takingPart = (...ids: string[]) => ids.map((customerId) => ({ customerId }));
const register = async (give: Give, count: number, said = {}) => {
  const outcomes = Array.from({ length: count }, (_, n) =>
    give('RegisterCustomer', { lastName: `L${n}` }, said),
  );
  const [a = '', b = '', c = ''] = (await Promise.all(outcomes)).map(({ id }) => id);
  return [a, b, c] as const;
};

describe.each([true, false])('an interaction of several customers (several streams: %s)', (multi) => {
  it('is logged, corrected and voided in each of their streams', async () => {
    const side = writeSide(multi);
    const give = side.start();
    const [a, b, c] = await register(give, 3);
    const { createdId = '', revision } = await give(
      'LogInteraction',
      { ...call, participants: takingPart(b, c) },
      { on: a },
    );
    expect(revision).toBe(1);
    const path = { interactionId: createdId };
    await give('CorrectInteraction', { subject: 'Offer' }, { on: b, path });
    await give('VoidInteraction', {}, { on: c, path });
    for (const each of [a, b, c]) {
      const [, logged, corrected, voided, ...more] = await side.eventsOf(each);
      expect(logged).toMatchObject({
        type: 'InteractionLogged',
        data: { interactionId: createdId, participants: takingPart(a, b, c) },
      });
      expect(corrected).toMatchObject({ type: 'InteractionCorrected', data: { subject: 'Offer' } });
      expect(voided).toMatchObject({ type: 'InteractionVoided', data: { interactionId: createdId } });
      expect(more).toEqual([]);
    }
  });

  it('needs the right to everybody who is named, and none to those who are known', async () => {
    const side = writeSide(multi);
    const give = side.start();
    const [mine] = await register(give, 1, { actor: seller });
    const [theirs] = await register(give, 1, { actor: otherSeller });
    const both = { ...call, participants: takingPart(theirs) };
    await expect(give('LogInteraction', both, { on: mine, actor: seller })).rejects.toEqual(
      new Missing('customer'),
    );
    expect(await side.eventsOf(mine)).toHaveLength(1);
    const { createdId = '' } = await give('LogInteraction', both, { on: mine });
    const said = { on: mine, actor: seller, path: { interactionId: createdId } };
    await give('CorrectInteraction', { subject: 'x' }, said);
    await give('VoidInteraction', {}, said);
    expect((await side.eventsOf(theirs)).map(({ type }) => type).slice(1)).toEqual([
      'InteractionLogged',
      'InteractionCorrected',
      'InteractionVoided',
    ]);
  });

  it('is logged for all or for none', async () => {
    const side = writeSide(multi);
    const give = side.start();
    const [a, b, c] = await register(give, 3);
    await give('ArchiveCustomer', {}, { on: c });
    const participants = takingPart(b, c);
    await expect(give('LogInteraction', { ...call, participants }, { on: a })).rejects.toMatchObject({
      code: 'customer-archived',
    });
    await expect(
      give('LogInteraction', { ...call, participants: takingPart(b, id(99)) }, { on: a }),
    ).rejects.toEqual(new Missing('customer'));
    for (const each of [a, b]) expect(await side.eventsOf(each)).toHaveLength(1);
  });

  it('gives its first result again with its key', async () => {
    const side = writeSide(multi);
    const [a, b] = await register(side.start(), 2);
    const body = { ...call, participants: takingPart(b) };
    const said = { on: a, idempotencyKey: 'k' };
    const first = await side.start()('LogInteraction', body, said);
    expect(await side.start()('LogInteraction', body, said)).toEqual({ ...first, changed: false });
    expect(await side.eventsOf(b)).toHaveLength(2);
  });

  it('known by the caller’s own id is logged once, from whichever side it is told', async () => {
    const side = writeSide(multi);
    const give = side.start();
    const [a, b] = await register(give, 2);
    const body = { ...call, participants: takingPart(a, b), externalId: 'mail-1' };
    await give('LogInteraction', body, { on: a });
    expect(await give('LogInteraction', body, { on: b })).toMatchObject({ changed: false });
    for (const each of [a, b]) expect(await side.eventsOf(each)).toHaveLength(2);
  });

  it('survives another process that is faster in one of the streams, without a second copy', async () => {
    const side = writeSide(multi);
    const [a, b, c] = await register(side.start(), 3);
    const rival = side.start();
    let races = 2;
    const raced = side.start((inner) => ({
      ...inner,
      append: async (request) => {
        if (races-- > 0) await rival('ChangeTags', { add: [`race ${races}`] }, { on: races === 1 ? c : a });
        return inner.append(request);
      },
    }));
    await raced('LogInteraction', { ...call, participants: takingPart(b, c) }, { on: a });
    for (const each of [a, b, c])
      expect((await side.eventsOf(each)).filter(({ type }) => type === 'InteractionLogged')).toHaveLength(1);
  });
});

describe('on a store that appends to one stream at a time, a process killed between two copies', () => {
  it('finishes when the command is given again', async () => {
    for (const step of [0, 1, 2]) {
      const side = writeSide(false);
      const [a, b, c] = await register(side.start(), 3);
      const body = { ...call, participants: takingPart(b, c) };
      const said = { on: a, idempotencyKey: 'k' };
      await expect(side.start(killedBeforeAppend(step))('LogInteraction', body, said)).rejects.toThrow(
        'killed',
      );
      const { createdId } = await side.start()('LogInteraction', body, said);
      for (const each of [a, b, c]) {
        const [, ...copies] = await side.eventsOf(each);
        expect(copies).toMatchObject([{ data: { interactionId: createdId } }]);
      }
    }
  });

  it('leaves a copy that can be voided although another is missing', async () => {
    const side = writeSide(false);
    const [a, b] = await register(side.start(), 2);
    const body = { ...call, participants: takingPart(b) };
    await expect(side.start(killedBeforeAppend(1))('LogInteraction', body, { on: a })).rejects.toThrow(
      'killed',
    );
    const data = (await side.eventsOf(b))[1]?.data as { interactionId: string } | undefined;
    const path = { interactionId: String(data?.interactionId) };
    expect(await side.start()('VoidInteraction', {}, { on: b, path })).toMatchObject({
      changed: true,
    });
    expect(await side.eventsOf(a)).toHaveLength(1);
  });
});
