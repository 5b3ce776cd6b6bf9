import { type AudienceAccepted, campaignCommands } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import { accept } from '@crm/service-kit/accept';
import type { Aggregate } from '@crm/service-kit/commands/aggregate';
import { intentOf } from '@crm/service-kit/commands/command-routes';
import type { Handle } from '@crm/service-kit/commands/handle';
import { Router } from 'express';
import { progressOf } from './audience-events.ts';
import { closeAudience } from './audience-list.ts';
import { customersByAddress } from './customers-by-address.ts';
import type { Caller, CustomersByFilter } from './customers-by-filter.ts';
import type { Runner } from './runner.ts';

/** What the route works with. */
export interface AudienceParts {
  readonly store: EventStore;
  readonly lookupKey: Buffer;
  readonly handle: Handle;
  readonly campaigns: Aggregate;
  readonly customersByFilter: CustomersByFilter;
  readonly runner: Pick<Runner, 'goOn'>;
}

const contract = campaignCommands.AddAudience;

/**
 * `AddAudience`: who belongs to it is found and written down before it answers; that they become members follows, and
 * is told by the campaign's audiences. With an Idempotency-Key a repeated request finishes what a crash left.
 */
export const audienceRoute = (parts: AudienceParts): Router => {
  const { store, lookupKey, handle, campaigns, customersByFilter, runner } = parts;

  const found = async (body: unknown, caller: Caller) => {
    const { filter, emails = [] } = accept(contract.body, body);
    if (filter === undefined) return customersByAddress(store, lookupKey, emails);
    return { customerIds: await customersByFilter(filter, caller), unknown: [] };
  };

  return Router().post(contract.path, async (req, res) => {
    const intent = intentOf(req, campaigns, 'AddAudience', contract);
    const { customerIds, unknown } = await found(req.body ?? {}, {
      authorization: req.get('authorization'),
      consistencyToken: req.get('consistency-token'),
    });
    const { id, createdId: audienceId } = await handle(campaigns, intent);
    if (audienceId === undefined) throw new Error('an audience was asked for, but none was made');
    const { actor, correlation, causation } = intent;
    const asked = { campaignId: id, audienceId, metadata: { actor: actor.id, correlation, causation } };
    const total = await closeAudience(store, asked, customerIds);
    const { revisions, position } = await progressOf(store, asked).progressed(0, total);
    runner.goOn(id);
    const revision = revisions[0] ?? 0;
    res.status(201).set('ETag', `"${revision}"`).set('Consistency-Token', String(position));
    res.json({
      id,
      revision,
      createdId: audienceId,
      total,
      unknown: [...unknown],
    } satisfies AudienceAccepted);
  });
};
