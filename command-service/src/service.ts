import type { EventStore } from '@crm/event-store';
import { createApp } from '@crm/service-kit/app';
import type { Verify } from '@crm/service-kit/auth/verify';
import { aggregate } from '@crm/service-kit/commands/aggregate';
import { batchRoute } from '@crm/service-kit/commands/batch-route';
import { commandRoutes } from '@crm/service-kit/commands/command-routes';
import { handler } from '@crm/service-kit/commands/handle';
import type { Log } from '@crm/service-kit/log';
import type { Express } from 'express';
import { campaign } from './domain/campaign.ts';
import { customer } from './domain/customer.ts';

/** What the service is made of. */
export interface Parts {
  readonly store: EventStore;
  readonly lookupKey: Buffer;
  readonly verify: Verify;
  readonly ready: () => Promise<boolean>;
  readonly rateLimitPerMinute: number;
  readonly log: Log;
}

/** Every aggregate that is decided here. */
const aggregates = [aggregate(customer), aggregate(campaign)];

/** A batch of 500 commands of some kB each; a larger body is no batch but a mistake. */
const bodyLimit = '4mb';

/** The write side over HTTP: a route for every command, and one for many at once. */
export const commandApp = ({ store, lookupKey, log, ...parts }: Parts): Express => {
  const handle = handler({ store, lookupKey, aggregates });
  const api = [commandRoutes(handle, aggregates), batchRoute(handle, aggregates, log)];
  return createApp({ log, api, bodyLimit, ...parts });
};
