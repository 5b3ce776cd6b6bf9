import { interactionCommands } from '@crm/contracts';
import { expect, it } from '@jest/globals';
import { corrected, emptyDraft, isEmpty, logged, parsedDraft } from './interaction-draft.ts';

const now = new Date('2026-03-02T10:00:00.000Z');
const { body: LogBody } = interactionCommands.LogInteraction;

it('logs a plain note as of now', () => {
  const body = logged({ ...emptyDraft, body: ' Met at the fair ' }, now);
  expect(body).toMatchObject({
    kind: 'note',
    occurredAt: now.toISOString(),
    body: 'Met at the fair',
    subject: null,
  });
  expect(LogBody.safeParse(body).success).toBe(true);
});

it('logs of a call what a call has, and drops what was typed for another kind', () => {
  const draft = {
    ...emptyDraft,
    outcome: 'connected',
    minutes: '2.5',
    direction: 'inbound',
    status: 'held',
  } as const;
  expect(logged({ ...draft, kind: 'call' }, now)).toMatchObject({
    outcome: 'connected',
    durationSec: 150,
    direction: 'inbound',
    status: 'held',
  });
  const note = logged({ ...draft, kind: 'note' }, now);
  expect(note).toMatchObject({ outcome: null, durationSec: null, status: null });
  expect(note).not.toHaveProperty('direction');
});

it('names participants by id or address, never by the name that was shown', () => {
  const body = logged(
    {
      ...emptyDraft,
      kind: 'meeting',
      participants: [
        { customerId: null, userId: null, address: 'x@example.com', role: 'to', name: 'x@example.com' },
      ],
    },
    now,
  );
  expect(body.participants).toEqual([
    { customerId: null, userId: null, address: 'x@example.com', role: 'to' },
  ]);
  expect(LogBody.safeParse(body).success).toBe(true);
});

it('corrects only what was changed', () => {
  const before = {
    ...emptyDraft,
    kind: 'call',
    subject: 'Offer',
    minutes: '5',
    occurredAt: '2026-03-02T10:00',
  } as const;
  expect(corrected(before, before)).toEqual({});
  expect(corrected(before, { ...before, subject: '', pinned: true })).toEqual({
    subject: null,
    pinned: true,
  });
});

it('reads a kept draft back, and nothing else', () => {
  const draft = { ...emptyDraft, body: 'half a sentence' };
  expect(parsedDraft(JSON.stringify(draft))).toEqual(draft);
  expect(parsedDraft(null)).toBeNull();
  expect(parsedDraft('{"body":1}')).toBeNull();
});

it('calls a draft empty until something was written, whatever tab is open', () => {
  expect(isEmpty({ ...emptyDraft, kind: 'call' })).toBe(true);
  expect(isEmpty({ ...emptyDraft, body: 'x' })).toBe(false);
});
