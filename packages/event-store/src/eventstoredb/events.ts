import type { Metadata, RecordedEvent } from '@crm/contracts';
import type { ResolvedEvent } from '@eventstore/db-client';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import type { AdmittedEvent, AdmittedStream } from '../admit.ts';
import type { ExpectedRevision } from '../port.ts';

/** What stands in the metadata that the server keeps beside the data: ours, and the version of the type. */
interface Beside {
  readonly metadata: Metadata;
  readonly schema: number;
}

/**
 * An append as the server takes it. Data and metadata go as the very canonical text: the client's own events are
 * written anew with JSON.stringify, which moves integer-like keys to the front. There is no deadline in it: it would
 * be a moment of our clock, held against the server's, which has a time-out of its own.
 */
export const appendRequest = ({ stream, expected, events }: AdmittedStream): streams.BatchAppendReq => {
  const options = new streams.BatchAppendReq.Options();
  options.setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)));
  expectations[typeof expected === 'number' ? 'revision' : expected](options, expected);
  return new streams.BatchAppendReq()
    .setOptions(options)
    .setProposedMessagesList(events.map(proposed))
    .setIsFinal(true);
};

const expectations: Readonly<
  Record<
    Exclude<ExpectedRevision, number> | 'revision',
    (options: streams.BatchAppendReq.Options, expected: ExpectedRevision) => unknown
  >
> = {
  any: (options) => options.setAny(new empty.Empty()),
  none: (options) => options.setNoStream(new empty.Empty()),
  exists: (options) => options.setStreamExists(new empty.Empty()),
  revision: (options, expected) => options.setStreamPosition(String(expected)),
};

const proposed = ({ id, type, schema, data, metadata }: AdmittedEvent) => {
  const message = new streams.BatchAppendReq.ProposedMessage().setId(new shared.UUID().setString(id));
  message.getMetadataMap().set('type', type);
  message.getMetadataMap().set('content-type', 'application/json');
  return message
    .setData(Buffer.from(data))
    .setCustomMetadata(Buffer.from(`{"metadata":${metadata},"schema":${schema}}`));
};

/** An event of ours; null for the server's own and for those of other programs. */
export const recorded = ({ event }: ResolvedEvent): RecordedEvent | null => {
  if (event === undefined || !event.isJson || event.position === undefined || !isOurs(event.metadata))
    return null;
  return {
    id: event.id,
    type: event.type,
    schema: event.metadata.schema,
    stream: event.streamId,
    revision: Number(event.revision),
    position: event.position.commit,
    data: event.data,
    metadata: event.metadata.metadata,
  };
};

const isOurs = (metadata: unknown): metadata is Beside =>
  isRecord(metadata) &&
  typeof metadata.schema === 'number' &&
  isRecord(metadata.metadata) &&
  typeof metadata.metadata.recordedAt === 'string';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
