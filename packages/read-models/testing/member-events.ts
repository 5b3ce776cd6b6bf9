import { TouchKind } from '@crm/contracts';
import fc from 'fast-check';
import type { FoldEvent } from '../src/read-model.ts';

/** Something that happens between one campaign and one of a few customers. */
export interface Happening {
  readonly member: string;
  /** A touch, or an addition: as one who is addressed, or who is not. */
  readonly kind: TouchKind | 'added' | 'suppressed';
  /** A moment of the year, out of order with the others. */
  readonly day: number;
}

const happening: fc.Arbitrary<Happening> = fc.record({
  member: fc.constantFrom('one', 'two', 'three', 'four'),
  kind: fc.constantFrom(...TouchKind.options, 'added' as const, 'suppressed' as const),
  day: fc.integer({ min: 1, max: 28 }),
});

/** Any happenings: touches of nobody's members, additions that come late or again. */
export const anything = fc.array(happening, { minLength: 1, maxLength: 40 });

/** Any happenings, each member added in one way, and the same ones in another order with some of them twice. */
export const shuffled = fc
  .array(happening, { maxLength: 30 })
  .map((happenings) =>
    happenings.map((each) => (each.kind === 'added' ? { ...each, kind: 'suppressed' as const } : each)),
  )
  .chain((happenings) =>
    fc.tuple(
      fc.constant(happenings),
      fc
        .tuple(fc.shuffledSubarray(happenings, { minLength: happenings.length }), fc.subarray(happenings))
        .map(([all, again]) => [...all, ...again]),
    ),
  );

/** The happenings as events of the members' streams. */
export const drawnFrom = (happenings: readonly Happening[]): readonly FoldEvent[] =>
  happenings.map(({ member, kind, day }, index) => ({
    entityId: member,
    eventId: `event-${index}`,
    revision: index,
    position: BigInt(index + 1),
    recordedAt: new Date(Date.UTC(2026, 5, 1, 0, 0, index)).toISOString(),
    actor: 'system',
    ...(kind === 'added' || kind === 'suppressed'
      ? {
          type: 'CampaignMemberAdded',
          data: {
            campaignId: 'campaign',
            audienceId: null,
            variant: null,
            suppressed: kind === 'added' ? null : 'archived',
          },
        }
      : {
          type: 'CampaignTouchRecorded',
          data: {
            campaignId: 'campaign',
            kind,
            occurredAt: new Date(Date.UTC(2026, 0, day)).toISOString(),
          },
        }),
  }));
