import { campaignMemberEvents, interactionEvents } from '@crm/contracts';
import { z } from 'zod';
import { ProblemError } from '../api/problem.ts';
import { type Sentence, sentenceOf } from '../changes/sentences.ts';

const Between = z.object({
  revision: z.int(),
  events: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      data: z.record(z.string(), z.unknown()),
      actor: z.string(),
      recordedAt: z.string(),
    }),
  ),
});

/** Somebody's change that came in between. */
export interface Theirs {
  readonly id: string;
  readonly type: string;
  readonly actor: string;
  readonly recordedAt: string;
  readonly sentence: Sentence;
}

/** What stands against an edit: the revision to build on now, and what others did since the one it was made on. */
export interface EditConflict {
  readonly revision: number;
  readonly theirs: readonly Theirs[];
}

/** The conflict that a 412 tells of; null for every other problem. */
export const conflictIn = (problem: unknown): EditConflict | null => {
  const facts =
    problem instanceof ProblemError && problem.code === 'stale-revision'
      ? Between.safeParse(problem.facts)
      : null;
  if (!facts?.success) return null;
  const { revision, events } = facts.data;
  return {
    revision,
    theirs: events.map(({ id, type, data, actor, recordedAt }) => ({
      id,
      type,
      actor,
      recordedAt,
      sentence: sentenceOf(type, data),
    })),
  };
};

/** What the latest of their changes made of a field; undefined where none touched it. */
export const theirValue = ({ theirs }: EditConflict, key: string): unknown =>
  theirs.flatMap(({ sentence }) => sentence.settings).findLast((setting) => setting.key === key)?.to;

/** What happens beside the fields of a record: talks and touches, audiences on their way, bills. */
const beside: ReadonlySet<string> = new Set([
  ...Object.keys(interactionEvents),
  ...Object.keys(campaignMemberEvents),
  'CampaignAudienceRequested',
  'CampaignAudienceProgressed',
  'CampaignAudienceCompleted',
  'CampaignAudienceAbandoned',
  'CampaignCostRecorded',
  'CampaignCostVoided',
]);

/**
 * Whether nothing in between concerns an edit of this key: it happened beside the fields, or the user's own edits of
 * other fields were on their way. Nobody needs to be asked then.
 */
export const isHarmless = (conflict: EditConflict, key: string, me: string): boolean =>
  theirValue(conflict, key) === undefined &&
  conflict.theirs.every(({ type, actor }) => actor === me || beside.has(type));
