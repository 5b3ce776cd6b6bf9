import { CampaignMemberRow, type EffectCounts, ratesOf, type TouchKind } from '@crm/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anything, drawnFrom, type Happening, shuffled } from '../testing/member-events.ts';
import { campaignEffect, campaignMember, type FoldEvent, type Row } from './index.ts';

/** The rows after all these events, and the counters as changes of rows moved them, one event at a time. */
const folded = (events: readonly FoldEvent[]) => {
  const rows = new Map<string, Row>();
  const sums = new Map<string, number>();
  const count = (row: Row | null, sign: 1 | -1): void => {
    const counts = row && campaignEffect.counts(row);
    for (const [name, value] of Object.entries(counts ?? {}))
      if (!campaignEffect.key.includes(name)) sums.set(name, (sums.get(name) ?? 0) + sign * Number(value));
  };
  for (const event of events) {
    const before = rows.get(event.entityId) ?? null;
    const after = campaignMember.fold(before, event);
    if (after !== null) rows.set(event.entityId, after);
    count(before, -1);
    count(after, 1);
  }
  return { rows, counts: Object.fromEntries(sums) as EffectCounts };
};

/** The same counters told from the happenings alone: members by the kinds that were ever seen of them. */
const recounted = (happenings: readonly Happening[]): Partial<EffectCounts> => {
  const members = new Map<string, { kinds: Set<TouchKind>; suppressed: boolean }>();
  for (const { member, kind } of happenings) {
    const known = members.get(member) ?? { kinds: new Set(), suppressed: false };
    members.set(member, known);
    if (kind === 'added' || kind === 'suppressed') known.suppressed = kind === 'suppressed';
    else known.kinds.add(kind);
  }
  const all = [...members.values()];
  const having = (...kinds: TouchKind[]) =>
    all.filter((member) => kinds.some((kind) => member.kinds.has(kind)));
  const arrived = having(
    'delivered',
    'opened',
    'clicked',
    'responded',
    'converted',
    'unsubscribed',
    'complained',
  );
  const lost = (kind: TouchKind) => having(kind).filter((member) => !arrived.includes(member));
  const hard = lost('bounced_hard');
  const sent = new Set([...having('sent'), ...arrived, ...lost('bounced_hard'), ...lost('bounced_soft')]);
  return {
    members: all.length,
    suppressed: all.filter((member) => member.suppressed && !sent.has(member)).length,
    sent: sent.size,
    delivered: sent.size - new Set([...hard, ...lost('bounced_soft')]).size,
    bouncedHard: hard.length,
    bouncedSoft: lost('bounced_soft').filter((member) => !hard.includes(member)).length,
    opened: having('opened', 'clicked').length,
    clicked: having('clicked').length,
    unsubscribed: having('unsubscribed').length,
    complained: having('complained').length,
    responded: having('responded', 'converted').length,
    converted: having('converted').length,
    failed: having('failed').length,
  };
};

describe('the members of a campaign, whatever came and in whatever order', () => {
  it('are counted as a recount from the events counts them', () => {
    fc.assert(
      fc.property(anything, (happenings) => {
        expect(folded(drawnFrom(happenings)).counts).toMatchObject(recounted(happenings));
      }),
    );
  });

  it('never open, click, leave or complain more than were delivered: D + B = S, and no rate is above 1', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom('email', 'phone', 'sms'), (happenings, channel) => {
        const { counts } = folded(drawnFrom(happenings));
        const { sent, delivered, bouncedHard, bouncedSoft, opened, clicked } = counts;
        expect(delivered + bouncedHard + bouncedSoft).toBe(sent);
        for (const count of [opened, clicked, counts.unsubscribed, counts.complained, counts.converted])
          expect(count).toBeLessThanOrEqual(delivered);
        expect(clicked).toBeLessThanOrEqual(opened);
        for (const { name, value } of ratesOf(counts, channel))
          expect([name, value === null || (value >= 0 && value <= 1)]).toEqual([name, true]);
      }),
    );
  });

  it('are the same rows in any order and however often each event comes, but for when they were added', () => {
    fc.assert(
      fc.property(shuffled, ([happenings, others]) => {
        const once = (events: readonly Happening[]) =>
          [...folded(drawnFrom(events)).rows].map(([id, row]) => [id, { ...row, addedAt: null }]);
        expect(new Map(once(others) as never)).toEqual(new Map(once(happenings) as never));
      }),
    );
  });

  it('never fall from a rung, and reach all that a touch implies', () => {
    const rungs = CampaignMemberRow.shape.rung.options;
    fc.assert(
      fc.property(anything, (happenings) => {
        const rows = new Map<string, CampaignMemberRow>();
        for (const event of drawnFrom(happenings)) {
          const before = rows.get(event.entityId) ?? null;
          const after = CampaignMemberRow.parse(campaignMember.fold(before, event));
          rows.set(event.entityId, after);
          expect(rungs.indexOf(after.rung)).toBeGreaterThanOrEqual(rungs.indexOf(before?.rung ?? 'targeted'));
          expect(!after.clicked || after.opened).toBe(true);
          expect(!after.opened || after.delivered).toBe(true);
          expect(!after.converted || after.responded).toBe(true);
          expect(!after.delivered || after.sent).toBe(true);
          expect((after.firstRespondedAt !== null) === after.responded).toBe(true);
        }
      }),
    );
  });
});
