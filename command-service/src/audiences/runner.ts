import { setTimeout as sleep } from 'node:timers/promises';
import { type EventStore, WrongExpectedRevision } from '@crm/event-store';
import type { Aggregate } from '@crm/service-kit/commands/aggregate';
import type { Handle } from '@crm/service-kit/commands/handle';
import type { Log } from '@crm/service-kit/log';
import { addMembers } from './add-members.ts';
import { progressOf } from './audience-events.ts';
import { abandonAudience, readAudience } from './audience-list.ts';
import { type OpenAudience, openAudiences } from './open-audiences.ts';

/** What the runner works with. */
export interface RunnerParts {
  readonly store: EventStore;
  readonly handle: Handle;
  readonly customers: Aggregate;
  /** Campaigns with audiences that are not done, as far as the read model knows. */
  readonly campaignsWithOpenAudiences: () => Promise<readonly string[]>;
  /** Does the work unless another process does it. */
  readonly alone: (audienceId: string, work: () => Promise<void>) => Promise<void>;
  readonly log: Log;
  /** Milliseconds after which a list that nobody closed is given up. */
  readonly abandonedAfter?: number;
  /** Milliseconds between two looks for audiences that another process left. */
  readonly lookEvery?: number;
  /** Members added between two events that tell how far it has come, which is what a crash costs at most. */
  readonly step?: number;
}

/** Goes on with audiences until their members are added, after a crash as well. */
export interface Runner {
  /** Goes on with the audiences of a campaign; it is not waited for. */
  readonly goOn: (campaignId: string) => void;
  /** Looks for audiences again and again. Resolves once the signal has aborted and what was under way has ended. */
  readonly run: () => Promise<void>;
}

/** Audiences at a time: others wait for the next look. */
const mostAtOnce = 3;

/** The process that makes members of whole audiences. Each step can be repeated: a customer is a member once. */
export const audienceRunner = (
  { store, handle, customers, campaignsWithOpenAudiences, alone, log, ...sizes }: RunnerParts,
  signal: AbortSignal,
): Runner => {
  const { abandonedAfter = 60_000, lookEvery = 2_000, step = 5_000 } = sizes;
  const underWay = new Map<string, Promise<void>>();

  const finish = async (audience: OpenAudience): Promise<void> => {
    const { progressed, completed, abandoned } = progressOf(store, audience);
    const list = await readAudience(store, audience.audienceId);
    if (list.end === 'open') {
      if (Date.now() - Date.parse(audience.requestedAt) < abandonedAfter) return;
      await abandonAudience(store, audience, list);
    }
    if (list.end !== 'closed') {
      await abandoned();
      return;
    }
    const { customerIds } = list;
    const total = customerIds.length;
    for (let handled = audience.handled; handled < total; ) {
      const next = customerIds.slice(handled, handled + step);
      await addMembers(handle, customers, audience, next, signal);
      handled += next.length;
      if (handled < total) await progressed(handled, total);
    }
    await completed(total);
  };

  /** With the audience as it stands once nobody else works on it. */
  const finishAlone = ({ campaignId, audienceId }: OpenAudience): Promise<void> =>
    alone(audienceId, async () => {
      const open = await openAudiences(store, campaignId);
      const audience = open.find((each) => each.audienceId === audienceId);
      if (audience !== undefined) await finish(audience);
    });

  const begin = (audience: OpenAudience): void => {
    const { audienceId } = audience;
    if (signal.aborted || underWay.has(audienceId) || underWay.size >= mostAtOnce) return;
    const work = finishAlone(audience)
      .catch((err: unknown) => {
        // An end was asked for, or somebody closed the list that was to be given up.
        if (signal.aborted || err instanceof WrongExpectedRevision) return;
        log.warn({ err, audienceId }, 'an audience stands still until the next look');
      })
      .finally(() => underWay.delete(audienceId));
    underWay.set(audienceId, work);
  };

  const look = async (campaignIds: readonly string[]): Promise<void> => {
    for (const campaignId of campaignIds) (await openAudiences(store, campaignId)).forEach(begin);
  };
  const tell = (err: unknown): void => log.warn({ err }, 'audiences could not be looked for');

  return {
    goOn: (campaignId) => void look([campaignId]).catch(tell),
    run: async () => {
      while (!signal.aborted) {
        await campaignsWithOpenAudiences().then(look).catch(tell);
        await sleep(lookEvery, undefined, { signal }).catch(() => undefined);
      }
      await Promise.all(underWay.values());
    },
  };
};
