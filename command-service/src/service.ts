import type { EventStore, Keyring } from '@crm/event-store';
import { createApp } from '@crm/service-kit/app';
import type { Verify } from '@crm/service-kit/auth/verify';
import { type Aggregate, aggregate } from '@crm/service-kit/commands/aggregate';
import { batchRoute } from '@crm/service-kit/commands/batch-route';
import { bounded } from '@crm/service-kit/commands/bounded';
import { commandRoutes } from '@crm/service-kit/commands/command-routes';
import { handler } from '@crm/service-kit/commands/handle';
import type { Log } from '@crm/service-kit/log';
import type { Express } from 'express';
import { type AudienceParts, audienceRoute } from './audiences/audience-route.ts';
import { audienceRunner, type Runner, type RunnerParts } from './audiences/runner.ts';
import { campaign } from './domain/campaign.ts';
import { customer } from './domain/customer.ts';
import { erasing } from './keys/erased-keys.ts';

/** What the service is made of. */
export interface Parts
  extends Pick<AudienceParts, 'customersByFilter'>,
    Pick<RunnerParts, 'campaignsWithOpenAudiences' | 'alone'> {
  readonly store: EventStore;
  readonly keyring: Pick<Keyring, 'destroy'>;
  readonly lookupKey: Buffer;
  readonly verify: Verify;
  readonly ready: () => Promise<boolean>;
  readonly rateLimitPerMinute: number;
  readonly log: Log;
  /** Aborts when the service is to end. */
  readonly signal: AbortSignal;
}

const [customers, campaigns] = [aggregate(customer), aggregate(campaign)];

/** Every aggregate that is decided here. */
const aggregates = [customers, campaigns];

/** Under way at a time, whether one by one or in batches: a second or two of work, and some 100 MB. */
const mostCommands = 4_000;

/** A batch of 500 commands of some kB each; a larger body is no batch but a mistake. */
const bodyLimit = '4mb';

/** The write side over HTTP: a route for every command, one for many at once, and what goes on by itself. */
export const commandService = (parts: Parts): { readonly app: Express; readonly runner: Runner } => {
  const {
    store,
    keyring,
    lookupKey,
    log,
    customersByFilter,
    campaignsWithOpenAudiences,
    alone,
    signal,
    ...rest
  } = parts;
  const { handle, isFull } = bounded(
    erasing(handler({ store, lookupKey, aggregates }), keyring),
    mostCommands,
  );
  const runner = audienceRunner({ store, handle, customers, campaignsWithOpenAudiences, alone, log }, signal);
  const api = [
    audienceRoute({ store, lookupKey, handle, campaigns, customersByFilter, runner }),
    commandRoutes(handle, aggregates.map(withoutAudience)),
    batchRoute(handle, aggregates.map(withoutAudience), log),
  ];
  return { app: createApp({ log, api, bodyLimit, isFull, ...rest }), runner };
};

/** An audience is more than its command: it has a route of its own. */
const withoutAudience = ({
  commands: { AddAudience: _, ...commands },
  ...aggregate
}: Aggregate): Aggregate => ({
  ...aggregate,
  commands,
});
