import { type RecordedEvent, streamOf } from '@crm/contracts';
import { createMemoryLog, createMemoryStore, type EventStore } from '@crm/event-store';
import { aggregate } from '@crm/service-kit/commands/aggregate';
import { handler } from '@crm/service-kit/commands/handle';
import { createLog } from '@crm/service-kit/log';
import { id, manager } from '@crm/service-kit/testing/given';
import { closeAudience } from '../src/audiences/audience-list.ts';
import { audienceRunner, type RunnerParts } from '../src/audiences/runner.ts';
import { campaign } from '../src/domain/campaign.ts';
import { customer } from '../src/domain/customer.ts';

const [customers, campaigns] = [aggregate(customer), aggregate(campaign)];
const why = { actor: manager, correlation: id(801), causation: id(802) };

/** A log in memory with a campaign and some customers, and runners over it. */
export const audienceWorld = async (multiStreamAppend: boolean, count: number) => {
  const log = createMemoryLog();
  const store = createMemoryStore({ log, multiStreamAppend });
  const handle = handler({ store, lookupKey: Buffer.alloc(32, 7), aggregates: [customers, campaigns] });
  const give = (command: string, body: Record<string, unknown>, path = {}) =>
    handle(command in customers.commands ? customers : campaigns, { command, body, path, ...why });
  const { id: campaignId } = await give('PlanCampaign', { name: 'Spring', type: 'email' });
  const registering = Array.from({ length: count }, (_, n) =>
    give('RegisterCustomer', { lastName: `L${n}`, emails: [], phones: [], tags: [], stage: 'lead' }),
  );
  const customerIds = (await Promise.all(registering)).map((outcome) => outcome.id);

  const eventsOf = async (stream: string): Promise<readonly RecordedEvent[]> =>
    (await store.readStreams([{ stream }])).get(stream) ?? [];
  const request = async () => {
    const { createdId: audienceId = '' } = await give('AddAudience', { filter: {} }, { id: campaignId });
    return { campaignId, audienceId, metadata: { ...why, actor: manager.id } };
  };
  return {
    store,
    give,
    campaignId,
    customerIds,
    /** An audience that was asked for, but whose list nobody wrote down. */
    request,
    /** An audience of these customers, ready for the runner. */
    audienceOf: async (ids: readonly string[]) => {
      const asked = await request();
      await closeAudience(store, asked, ids);
      return asked;
    },
    /** A runner with nothing in memory; its store may be wrapped to misbehave. */
    start: (
      wrapped: (store: EventStore) => EventStore = (inner) => inner,
      more: Partial<RunnerParts> = {},
    ) => {
      const ending = new AbortController();
      const own = wrapped(store);
      const parts: RunnerParts = {
        store: own,
        handle: handler({ store: own, lookupKey: Buffer.alloc(32, 7), aggregates: [customers, campaigns] }),
        customers,
        campaignsWithOpenAudiences: async () => [campaignId],
        alone: (_, work) => work(),
        log: createLog('command-service', 'silent'),
        lookEvery: 5,
        step: 50,
        ...more,
      };
      const ended = audienceRunner(parts, ending.signal).run();
      return {
        stop: async () => {
          ending.abort();
          await ended;
        },
      };
    },
    /** The members of the campaign, as often as each was added. */
    members: async (): Promise<readonly string[]> =>
      (await store.readAll(null, 1_000_000))
        .filter(({ type }) => type === 'CampaignMemberAdded')
        .map(({ stream }) => stream.slice('customer-'.length)),
    /** What the campaign's stream says of its audiences. */
    progress: async () =>
      (await eventsOf(streamOf('campaign', campaignId)))
        .filter(({ type }) => type.startsWith('CampaignAudience'))
        .map(({ type, data }) => ({ type, data })),
    /** Waits until the campaign's stream holds an event of this type. */
    until: async (type: string): Promise<void> => {
      while (!(await eventsOf(streamOf('campaign', campaignId))).some((event) => event.type === type))
        await new Promise((resolve) => setTimeout(resolve, 5));
    },
  };
};
