import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interacted, manager } from '../../testing/customers.ts';
import { type Answer, type ReadSide, readSide } from '../../testing/running.ts';

let side: ReadSide;
beforeAll(async () => {
  side = await readSide();
}, 60_000);
afterAll(() => side.close());

describe('a timeline', () => {
  let id: string;
  const [call, note] = [randomUUID(), randomUUID()];
  beforeAll(async () => {
    id = await side.register(
      { lastName: 'Busy' },
      interacted(call, { kind: 'call', occurredAt: '2026-01-01T10:00:00.000Z' }),
      interacted(note, { kind: 'note', occurredAt: '2026-02-01T10:00:00.000Z', direction: 'internal' }),
      { type: 'InteractionVoided', data: { interactionId: note, reason: 'wrong person' } },
    );
  });
  const kinds = (answer: Answer) => answer.body.items.map(({ kind }: { kind: string }) => kind);

  it('has interactions and changes, newest first, voided ones as such', async () => {
    const answer = await side.ask(manager, `/customers/${id}/timeline`);
    expect(kinds(answer)).toEqual(['change', 'note', 'call']);
    const [change, voided] = answer.body.items;
    expect(change).toMatchObject({
      interaction: null,
      change: { type: 'CustomerRegistered', data: { lastName: 'Busy' } },
    });
    expect(voided).toMatchObject({ id: note, change: null, interaction: { voidReason: 'wrong person' } });
    expect(voided.interaction.voidedAt).not.toBeNull();
  });
  it('is asked by kind, several at once, and by period', async () => {
    expect(kinds(await side.ask(manager, `/customers/${id}/timeline?kind=call`))).toEqual(['call']);
    expect(kinds(await side.ask(manager, `/customers/${id}/timeline?kind=call&kind=change`))).toEqual([
      'change',
      'call',
    ]);
    const january = '?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z';
    expect(kinds(await side.ask(manager, `/customers/${id}/timeline${january}`))).toEqual(['call']);
  });
  it('comes in pages that leave nothing out', async () => {
    const first = await side.ask(manager, `/customers/${id}/timeline?limit=2`);
    const second = await side.ask(manager, `/customers/${id}/timeline?limit=2&after=${first.body.next}`);
    expect([...kinds(first), ...kinds(second)]).toEqual(['change', 'note', 'call']);
    expect(second.body.next).toBeNull();
  });
});
