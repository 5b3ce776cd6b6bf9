import type { AnyEvent } from '@crm/contracts';
import type { FoldEvent } from '../src/read-model.ts';

/** The events of one stream as folds read them, a second apart, by one actor. */
export const past = (events: readonly AnyEvent[], entityId = 'it'): readonly FoldEvent[] =>
  events.map(({ type, data }, index) => ({
    type,
    data,
    eventId: `event-${index}`,
    entityId,
    revision: index,
    position: BigInt(index + 1),
    recordedAt: `2026-06-01T00:00:${String(index).padStart(2, '0')}.000Z`,
    actor: 'marketing',
  }));
