import { Invalid, Missing } from '@crm/contracts';
import { folded, id } from '@crm/service-kit/testing/given';
import { describe, expect, it } from '@jest/globals';
import { after, archived, logged, registered, thrown } from '../../testing/customer.ts';
import { customer } from './customer.ts';

const occurredAt = '2026-01-01T10:00:00.000Z';
const call = { kind: 'call', occurredAt };
const alone = after(registered());
const on = (interactionId: string) => ({ path: { interactionId } });
const takingPart = (customerId: string, role = 'attendee') => ({
  customerId,
  userId: null,
  address: null,
  role,
});
const paths = (error: unknown) => (error as Invalid).errors.map(({ path }) => path);

describe('logging an interaction', () => {
  it('takes kind and time alone', () => {
    expect(alone('LogInteraction', call)).toEqual([logged(id(1))]);
  });

  it('keeps all that is said, the time in UTC', () => {
    const said = {
      status: 'held',
      outcome: 'connected',
      sentiment: 'positive',
      subject: 'Offer',
      body: 'Talked\nlong.',
      durationSec: 90,
      channel: 'mobile',
      pinned: true,
      isInternal: true,
      externalId: 'pbx-1',
      direction: 'inbound',
    };
    expect(alone('LogInteraction', { ...call, ...said, occurredAt: '2026-01-01T12:00:00+02:00' })).toEqual([
      logged(id(1), said),
    ]);
  });

  it('is internal for notes and system entries, outbound for the rest, unless said otherwise', () => {
    const direction = (kind: string) => alone('LogInteraction', { kind, occurredAt })[0]?.data;
    expect(direction('note')).toMatchObject({ direction: 'internal' });
    expect(direction('system')).toMatchObject({ direction: 'internal' });
    expect(direction('sms')).toMatchObject({ direction: 'outbound' });
  });

  it('changes nothing where the caller’s own id of it is known already', () => {
    const history = [registered(), logged('i1', { externalId: 'pbx-1' })];
    expect(after(...history)('LogInteraction', { ...call, externalId: 'pbx-1' })).toEqual([]);
    expect(after(...history)('LogInteraction', { ...call, externalId: 'pbx-2' })).toHaveLength(1);
  });

  it.each([
    ['a note that is inbound', { kind: 'note', direction: 'inbound' }, 'direction'],
    ['a status on a note', { kind: 'note', status: 'held' }, 'status'],
    ['an e-mail status on a call', { kind: 'call', status: 'sent' }, 'status'],
    ['a telephony status on a meeting', { kind: 'meeting', status: 'ringing' }, 'status'],
    ['a planned e-mail', { kind: 'email', status: 'planned' }, 'status'],
    ['an outcome on a meeting', { kind: 'meeting', outcome: 'connected' }, 'outcome'],
  ])('refuses %s', (_, said, path) => {
    const error = thrown(() => alone('LogInteraction', { occurredAt, ...said }));
    expect(error).toBeInstanceOf(Invalid);
    expect(paths(error)).toEqual([path]);
  });

  it('takes each kind’s own statuses', () => {
    for (const [kind, status] of [
      ['call', 'no_answer'],
      ['meeting', 'not_held'],
      ['email', 'bounced'],
    ])
      expect(alone('LogInteraction', { kind, status, occurredAt })).toHaveLength(1);
  });
});

describe('an interaction of several customers', () => {
  const withOther = { ...call, participants: [{ customerId: id(901), role: 'to' }] };

  it('names them all in every copy: the one addressed too', () => {
    const participants = [takingPart(id(900)), takingPart(id(901), 'to')];
    expect(alone('LogInteraction', withOther)).toEqual([logged(id(1), { participants })]);
    expect(alone('LogInteraction', withOther, { id: id(901) })).toEqual([logged(id(1), { participants })]);
  });

  it('is decided for the others who are named', () => {
    const state = folded(customer, [registered()]);
    const data = {
      ...call,
      externalId: null,
      participants: [takingPart(id(901)), takingPart(id(901), 'cc')],
    };
    expect(customer.alsoFor?.LogInteraction?.(state, data as never)).toEqual({ named: [id(901)] });
  });

  it('is already so for all where it is for the one addressed, and new for all where it is not', () => {
    const known = [registered(), logged('i1', { externalId: 'x' })] as const;
    const data = { ...withOther, externalId: 'x' };
    const alsoFor = customer.alsoFor?.LogInteraction;
    expect(alsoFor?.(folded(customer, known), data as never)).toEqual({});
    expect(after(...known)('LogInteraction', data, { id: id(901) })).toHaveLength(1);
  });

  it('is corrected and voided for everybody who holds a copy', () => {
    const participants = [takingPart(id(900)), takingPart(id(901))];
    const state = folded(customer, [registered(), logged('i1', { participants })]);
    const known = { known: [id(900), id(901)] };
    expect(customer.alsoFor?.CorrectInteraction?.(state, { interactionId: 'i1' })).toEqual(known);
    expect(customer.alsoFor?.VoidInteraction?.(state, { interactionId: 'i1', reason: null })).toEqual(known);
  });

  it('stays as it is for somebody who was never given a copy', () => {
    expect(alone('CorrectInteraction', { subject: 'x' }, { ...on('i1'), id: id(901) })).toEqual([]);
    expect(alone('VoidInteraction', {}, { ...on('i1'), id: id(901) })).toEqual([]);
  });
});

describe('correcting an interaction', () => {
  const at = after(registered(), logged('i1', { status: 'held', subject: 'Offer' }));

  it('says only what is new', () => {
    expect(at('CorrectInteraction', { subject: 'Order', status: 'held', durationSec: 5 }, on('i1'))).toEqual([
      { type: 'InteractionCorrected', data: { interactionId: 'i1', subject: 'Order', durationSec: 5 } },
    ]);
    expect(at('CorrectInteraction', { subject: 'Offer' }, on('i1'))).toEqual([]);
    expect(at('CorrectInteraction', {}, on('i1'))).toEqual([]);
  });

  it('is held against what it would leave', () => {
    expect(paths(thrown(() => at('CorrectInteraction', { kind: 'email' }, on('i1'))))).toEqual(['status']);
    expect(at('CorrectInteraction', { kind: 'email', status: 'sent' }, on('i1'))).toHaveLength(1);
  });

  it('counts what was corrected before', () => {
    const corrected = {
      type: 'InteractionCorrected',
      data: { interactionId: 'i1', subject: 'Order' },
    } as const;
    expect(
      after(registered(), logged('i1'), corrected)('CorrectInteraction', { subject: 'Order' }, on('i1')),
    ).toEqual([]);
  });

  it('is possible in the archive: what was wrong there can be put right', () => {
    expect(
      after(registered(), logged('i1'), archived)('CorrectInteraction', { subject: 'x' }, on('i1')),
    ).toHaveLength(1);
  });
});

describe('voiding an interaction', () => {
  const voided = { type: 'InteractionVoided', data: { interactionId: 'i1', reason: null } } as const;

  it('happens once, and ends its corrections', () => {
    expect(after(registered(), logged('i1'))('VoidInteraction', { reason: 'twice' }, on('i1'))).toEqual([
      { type: 'InteractionVoided', data: { interactionId: 'i1', reason: 'twice' } },
    ]);
    const at = after(registered(), logged('i1'), voided);
    expect(at('VoidInteraction', {}, on('i1'))).toEqual([]);
    expect(thrown(() => at('CorrectInteraction', { subject: 'x' }, on('i1')))).toEqual(
      expect.objectContaining({ name: 'Refusal', code: 'interaction-voided' }),
    );
  });

  it('does not free the caller’s own id: an import run again does not bring it back', () => {
    const at = after(registered(), logged('i1', { externalId: 'x' }), voided);
    expect(at('LogInteraction', { ...call, externalId: 'x' })).toEqual([]);
  });

  it('of one that is not there is missing', () => {
    expect(thrown(() => alone('VoidInteraction', {}, on('i9')))).toEqual(new Missing('interaction'));
    expect(thrown(() => alone('CorrectInteraction', {}, on('i9')))).toEqual(new Missing('interaction'));
  });
});
