import type {
  campaignMemberEvents,
  customerEvents,
  EventData,
  EventOf,
  interactionEvents,
} from '@crm/contracts';

/** When a customer was last dealt with, and by which interaction: the latest one that stands. */
export interface Activity {
  readonly lastActivityAt: string | null;
  readonly lastActivityId: string | null;
}

/** All events of a customer's stream up to now: read only when the latest interaction moved back or was voided. */
type Whole = () => readonly EventOf<
  typeof customerEvents & typeof interactionEvents & typeof campaignMemberEvents
>[];

type Logged = EventData<(typeof interactionEvents)['InteractionLogged']>;
type Corrected = EventData<(typeof interactionEvents)['InteractionCorrected']>;
type Voided = EventData<(typeof interactionEvents)['InteractionVoided']>;

/** After an interaction was logged. */
export const logged = (row: Activity, { interactionId, occurredAt }: Logged): Activity =>
  row.lastActivityAt === null || occurredAt > row.lastActivityAt
    ? { lastActivityAt: occurredAt, lastActivityId: interactionId }
    : activityOf(row);

/** After one was corrected: the latest may have moved back behind another, which only the stream knows. */
export const corrected = (
  row: Activity,
  { interactionId, occurredAt }: Corrected,
  whole: Whole,
): Activity => {
  if (occurredAt === undefined || row.lastActivityAt === null) return activityOf(row);
  if (occurredAt > row.lastActivityAt) return { lastActivityAt: occurredAt, lastActivityId: interactionId };
  return interactionId === row.lastActivityId && occurredAt < row.lastActivityAt
    ? latest(whole())
    : activityOf(row);
};

/** After one was voided: which one is now the latest only the stream knows. */
export const voided = (
  row: Activity & { readonly interactionCount: number },
  { interactionId }: Voided,
  whole: Whole,
): Activity => {
  if (interactionId !== row.lastActivityId) return activityOf(row);
  return row.interactionCount === 1 ? none : latest(whole());
};

const none: Activity = { lastActivityAt: null, lastActivityId: null };

const activityOf = ({ lastActivityAt, lastActivityId }: Activity): Activity => ({
  lastActivityAt,
  lastActivityId,
});

/** The latest of the interactions that stand; of several at one moment the one logged first. */
const latest = (events: ReturnType<Whole>): Activity => {
  const standing = new Map<string, string>();
  for (const { type, data } of events) {
    if (type === 'InteractionLogged') standing.set(data.interactionId, data.occurredAt);
    if (type === 'InteractionCorrected' && data.occurredAt !== undefined)
      standing.set(data.interactionId, data.occurredAt);
    if (type === 'InteractionVoided') standing.delete(data.interactionId);
  }
  return [...standing].reduce<Activity>(
    (last, [interactionId, occurredAt]) =>
      last.lastActivityAt === null || occurredAt > last.lastActivityAt
        ? { lastActivityAt: occurredAt, lastActivityId: interactionId }
        : last,
    none,
  );
};
