import {
  type EventData,
  type RecordedEvent,
  Refusal,
  streamOf,
  type Vocabulary,
  vocabulary,
} from '@crm/contracts';
import { type EventStore, WrongExpectedRevision } from '@crm/event-store';
import { type Asked, appendToAudience } from './audience-events.ts';

/** Ids that one event lists: with 39 bytes each it stays far below the largest append. */
const atOnce = 10_000;

/** Who belongs to an audience, as far as it was written down. Revision -1: nothing was. */
export interface AudienceList {
  readonly revision: number;
  readonly customerIds: readonly string[];
  readonly end: 'open' | 'closed' | 'abandoned';
}

/** Reads an audience's own stream. */
export const readAudience = async (store: EventStore, audienceId: string): Promise<AudienceList> => {
  const stream = streamOf('audience', audienceId);
  const events = (await store.readStreams([{ stream }])).get(stream) ?? [];
  return {
    revision: events.length - 1,
    customerIds: events.flatMap((event) => dataOf('AudienceListed', event)?.customerIds ?? []),
    end: endOf(events),
  };
};

/**
 * Writes down who belongs to an audience, each once, and closes the list; its total. Where a crash left a part of it,
 * or another process has closed it, it is what both found.
 * @throws Refusal where the audience was abandoned
 */
export const closeAudience = async (
  store: EventStore,
  asked: Asked,
  customerIds: readonly string[],
): Promise<number> => {
  for (;;) {
    const list = await readAudience(store, asked.audienceId);
    if (list.end === 'closed') return list.customerIds.length;
    if (list.end === 'abandoned')
      throw new Refusal(
        'audience-abandoned',
        'The audience was cut off before it was whole: ask for it anew.',
      );
    try {
      return await listed(store, asked, list, customerIds);
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
  }
};

/** Ends a list that nobody is going to close. @throws WrongExpectedRevision where somebody is */
export const abandonAudience = async (
  store: EventStore,
  asked: Asked,
  { revision }: AudienceList,
): Promise<void> => {
  await appendToAudience(store, asked, expecting(revision), 'AudienceAbandoned', {});
};

const listed = async (
  store: EventStore,
  asked: Asked,
  before: AudienceList,
  customerIds: readonly string[],
): Promise<number> => {
  const known = new Set(before.customerIds);
  const added = [...new Set(customerIds)].filter((id) => !known.has(id));
  let { revision } = before;
  for (let from = 0; from < added.length; from += atOnce) {
    const data = { customerIds: added.slice(from, from + atOnce) };
    await appendToAudience(store, asked, expecting(revision++), 'AudienceListed', data);
  }
  const total = known.size + added.length;
  const { campaignId, metadata } = asked;
  const data = { campaignId, requestedBy: metadata.actor, total };
  await appendToAudience(store, asked, expecting(revision), 'AudienceClosed', data);
  return total;
};

const expecting = (revision: number) => (revision === -1 ? 'none' : revision);

const endOf = (events: readonly RecordedEvent[]): AudienceList['end'] => {
  const last = events.at(-1)?.type;
  if (last === 'AudienceClosed') return 'closed';
  return last === 'AudienceAbandoned' ? 'abandoned' : 'open';
};

const dataOf = <Type extends keyof Vocabulary>(
  type: Type,
  event: RecordedEvent,
): EventData<Vocabulary[Type]> | undefined =>
  event.type === type ? (vocabulary[type].data.parse(event.data) as EventData<Vocabulary[Type]>) : undefined;
