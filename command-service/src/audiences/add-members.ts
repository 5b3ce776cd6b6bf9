import { Missing, Refusal } from '@crm/contracts';
import type { Aggregate } from '@crm/service-kit/commands/aggregate';
import type { Handle } from '@crm/service-kit/commands/handle';
import type { Asked } from './audience-events.ts';

/** Commands under way at a time: their reads share round trips, their appends the store's group commit. */
const atOnce = 500;

/**
 * Makes members of some customers, on behalf of whoever asked for the audience; that he may was decided then. Who is
 * one already stays as he is, who is no longer there and who is refused is left out.
 */
export const addMembers = async (
  handle: Handle,
  customers: Aggregate,
  { campaignId, audienceId, metadata: { actor, ...why } }: Asked,
  customerIds: readonly string[],
  signal: AbortSignal,
): Promise<void> => {
  const add = async (id: string): Promise<void> => {
    try {
      await handle(customers, {
        command: 'AddToCampaign',
        path: { id },
        body: { campaignId, audienceId },
        actor: { id: actor, role: 'marketing' },
        ...why,
      });
    } catch (error) {
      if (!isLeftOut(error)) throw error;
    }
  };
  const waiting = customerIds.values();
  const adding = async (): Promise<void> => {
    for (const id of waiting) {
      signal.throwIfAborted();
      await add(id);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, adding));
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
};

/** Whether it would be the same at the next attempt. */
const isLeftOut = (error: unknown): boolean =>
  error instanceof Missing || (error instanceof Refusal && error.code !== 'busy');
