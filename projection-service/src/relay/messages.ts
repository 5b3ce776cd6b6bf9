import { categoryOf, partitionOf, type RecordedEvent, reservationEvents } from '@crm/contracts';
import { eventBytes } from '@crm/event-store/canonical';
import { endOf } from '../engine/books/checkpoints.ts';
import type { Progress } from '../reactors/progress.ts';
import type { Message } from './event-publisher.ts';

/** Of every topic: streams stay in their partitions for ever, as these number the logical partitions as well. */
export const topicPartitions = 64;

/** The topic that carries every stream. */
export const feedTopic = (prefix: string): string => `${prefix}.events`;

/**
 * What is told of the events behind a position, `after`, which are the next of the whole log. The feed carries each in
 * its partition, and says there up to where it was complete before; partitions that end earlier than the batch get a mark,
 * so that whoever reads any of them knows that it has come as far. The topics of aggregates carry their events alone. Once
 * the log was restored from an older copy, every message names the eras of what is told.
 */
export const messagesOf = (
  prefix: string,
  batch: readonly RecordedEvent[],
  after: bigint,
  eras: Progress['eras'],
): readonly Message[] => {
  const told = new Map<number, bigint>();
  const events = batch.flatMap((event) => {
    const partition = partitionOf(event.stream, topicPartitions);
    const message = messageOf(event, partition, eras);
    const before = String(told.get(partition) ?? after);
    told.set(partition, event.position);
    const inFeed = { ...message, topic: feedTopic(prefix), headers: { ...message.headers, after: before } };
    return isForOthers(event)
      ? [inFeed, { ...message, topic: `${prefix}.${categoryOf(event.stream)}` }]
      : [inFeed];
  });
  const end = endOf(batch).position;
  const marks = Array.from({ length: topicPartitions }, (_, partition) => ({
    partition,
    before: told.get(partition) ?? after,
  })).filter(({ before }) => before < end);
  return [
    ...events,
    ...marks.map(({ partition, before }) => ({
      topic: feedTopic(prefix),
      partition,
      key: null,
      value: null,
      headers: { mark: String(end), after: String(before), ...erasIn(eras) },
    })),
  ];
};

/** An event as it is stored: the bytes that proofs hash, what is personal sealed. */
const messageOf = (
  event: RecordedEvent,
  partition: number,
  eras: Progress['eras'],
): Omit<Message, 'topic'> => {
  const { id, type, stream, position, metadata } = event;
  return {
    partition,
    key: stream,
    value: eventBytes(event),
    headers: {
      id,
      position: String(position),
      type,
      ...(metadata.trace !== undefined && { trace: metadata.trace }),
      ...erasIn(eras),
    },
  };
};

/** Nothing in the first era, which nearly every log stays in for ever. */
const erasIn = (eras: Progress['eras']): Message['headers'] =>
  eras.length === 0 ? {} : { eras: eras.join(',') };

/** Who holds an address is nobody's business: a customer's own events tell what others may know. */
const isForOthers = ({ type }: RecordedEvent): boolean => !Object.hasOwn(reservationEvents, type);
