import { type EventType, type Metadata, streamOf, vocabulary } from '@crm/contracts';
import type { EventStore, ExpectedRevision, NewEvent } from '@crm/event-store';
import { derivedId } from '@crm/service-kit/commands/derived-id';
import { v7 as uuidV7 } from 'uuid';

/** An audience, and on whose behalf what is said about it is written. */
export interface Asked {
  readonly campaignId: string;
  readonly audienceId: string;
  readonly metadata: Pick<Metadata, 'actor' | 'correlation' | 'causation'>;
}

/** Writes down how far an audience has come: in the campaign's stream, where it was asked for. */
export const progressOf = (store: EventStore, { campaignId, audienceId, metadata }: Asked) => {
  const say = (type: EventType, data: NewEvent['data'], place = '') =>
    store.append([
      {
        stream: streamOf('campaign', campaignId),
        expected: 'any',
        events: [eventOf(metadata, type, data, derivedId(`audience ${audienceId} ${type} ${place}`))],
      },
    ]);
  return {
    /** Said once for each place, whoever says it: its id is the same. */
    progressed: (handled: number, total: number) =>
      say('CampaignAudienceProgressed', { audienceId, handled, total }, String(handled)),
    completed: (total: number) => say('CampaignAudienceCompleted', { audienceId, total }),
    abandoned: () => say('CampaignAudienceAbandoned', { audienceId }),
  };
};

/** Appends to the audience's own stream, where it stands as expected. @throws WrongExpectedRevision */
export const appendToAudience = (
  store: EventStore,
  { audienceId, metadata }: Asked,
  expected: ExpectedRevision,
  type: EventType,
  data: NewEvent['data'],
) =>
  store.append([
    {
      stream: streamOf('audience', audienceId),
      expected,
      events: [eventOf(metadata, type, data, uuidV7())],
    },
  ]);

const eventOf = (
  metadata: Asked['metadata'],
  type: EventType,
  data: NewEvent['data'],
  id: string,
): NewEvent => ({ id, type, schema: vocabulary[type].schema, data, metadata });
