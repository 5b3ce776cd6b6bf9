import { type RecordedEvent, streamOf, vocabulary } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import type { Asked } from './audience-events.ts';

/** An audience that is not done: who is still to be added, or not even known. */
export interface OpenAudience extends Asked {
  readonly requestedAt: string;
  /** How many of it were handled already. */
  readonly handled: number;
}

/** What a campaign's events make of its audiences; the others say nothing of them. */
const folds: Readonly<
  Record<string, (audiences: Map<string, OpenAudience>, event: RecordedEvent, campaignId: string) => void>
> = {
  CampaignAudienceRequested: (audiences, { id, data, metadata }, campaignId) => {
    const { audienceId } = vocabulary.CampaignAudienceRequested.data.parse(data);
    const { actor, correlation, recordedAt: requestedAt } = metadata;
    const asked = { campaignId, audienceId, metadata: { actor, correlation, causation: id } };
    audiences.set(audienceId, { ...asked, requestedAt, handled: 0 });
  },
  CampaignAudienceProgressed: (audiences, { data }) => {
    const { audienceId, handled } = vocabulary.CampaignAudienceProgressed.data.parse(data);
    const audience = audiences.get(audienceId);
    if (audience !== undefined) audiences.set(audienceId, { ...audience, handled });
  },
  CampaignAudienceCompleted: (audiences, { data }) => {
    audiences.delete(vocabulary.CampaignAudienceCompleted.data.parse(data).audienceId);
  },
  CampaignAudienceAbandoned: (audiences, { data }) => {
    audiences.delete(vocabulary.CampaignAudienceAbandoned.data.parse(data).audienceId);
  },
};

/** A campaign's audiences that are not done, in the order in which they were asked for. */
export const openAudiences = async (
  store: EventStore,
  campaignId: string,
): Promise<readonly OpenAudience[]> => {
  const stream = streamOf('campaign', campaignId);
  const audiences = new Map<string, OpenAudience>();
  for (const event of (await store.readStreams([{ stream }])).get(stream) ?? [])
    folds[event.type]?.(audiences, event, campaignId);
  return [...audiences.values()];
};
