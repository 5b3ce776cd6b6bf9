import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { launched, touched } from '../../testing/campaigns.ts';
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
  it('has what campaigns did and what came back, each when it occurred, by the campaign’s name of today', async () => {
    const campaignId = await launched(side, { name: 'Spring' });
    await side.append(campaignId, [{ type: 'CampaignChanged', data: { name: 'Spring offer' } }], {
      category: 'campaign',
    });
    const member = await side.register(
      { lastName: 'Reached' },
      touched(campaignId, 'clicked', { occurredAt: '2026-01-03T10:00:00.000Z', url: 'https://example.com' }),
      interacted(randomUUID(), { occurredAt: '2026-01-02T10:00:00.000Z' }),
      touched(campaignId, 'sent', { occurredAt: '2026-01-01T10:00:00.000Z', variant: 'B' }),
    );
    const all = await side.ask(manager, `/customers/${member}/timeline`);
    expect(kinds(all)).toEqual(['change', 'touch', 'call', 'touch']);
    expect(all.body.items[1]).toMatchObject({
      occurredAt: '2026-01-03T10:00:00.000Z',
      interaction: null,
      change: null,
      touch: {
        campaignId,
        campaignName: 'Spring offer',
        kind: 'clicked',
        channel: 'email',
        variant: null,
        url: 'https://example.com',
      },
    });
    expect(all.body.items[2].touch).toBeNull();
    const touches = await side.ask(manager, `/customers/${member}/timeline?kind=touch`);
    expect(kinds(touches)).toEqual(['touch', 'touch']);
  });
  it('comes in pages that leave nothing out', async () => {
    const first = await side.ask(manager, `/customers/${id}/timeline?limit=2`);
    const second = await side.ask(manager, `/customers/${id}/timeline?limit=2&after=${first.body.next}`);
    expect([...kinds(first), ...kinds(second)]).toEqual(['change', 'note', 'call']);
    expect(second.body.next).toBeNull();
  });
});
