import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { AdmittedEvent } from '../../src/admit.ts';
import type { MemoryLog } from '../../src/memory/log.ts';

/** An event as the memory log holds it for the server: bytes as latin-1 text, so that none is changed. */
export type StoredEvent = MemoryLog['all'][number];

/** What a client proposes, on either append path. */
interface Proposed {
  getId(): shared.UUID | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getCustomMetadata_asU8(): Uint8Array;
  getData_asU8(): Uint8Array;
}

/** What the server keeps beside the data. */
interface Beside {
  readonly contentType: string;
  /** .NET ticks since 1970. */
  readonly created: string;
  readonly custom: string;
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

/** @throws Error where the proposal lacks what every event has */
export const storable = (proposed: Proposed): AdmittedEvent => {
  const [type, contentType] = ['type', 'content-type'].map((key) => proposed.getMetadataMap().get(key));
  if (type === undefined || contentType === undefined) throw new Error('Required metadata property missing');
  const beside: Beside = {
    contentType,
    created: String(BigInt(Date.now()) * 10_000n),
    custom: latin1(proposed.getCustomMetadata_asU8()),
  };
  return {
    id: proposed.getId()?.getString() ?? '',
    type,
    schema: 1,
    data: latin1(proposed.getData_asU8()),
    metadata: JSON.stringify(beside),
  };
};

const besideOf = ({ metadata }: StoredEvent): Beside => JSON.parse(metadata) as Beside;

/** The bytes of an event as they came in: what tests compare. */
export const storedBytes = (event: StoredEvent) => ({
  contentType: besideOf(event).contentType,
  data: bytes(event.data).toString(),
  metadata: bytes(besideOf(event).custom).toString(),
});

/** Larger in UTF-8 than allowed: data, metadata and the type in UTF-16, as the real server counts. */
export const sizeOf = (events: readonly AdmittedEvent[]): number =>
  events.reduce((sum, { type, data, metadata }) => {
    const { custom } = JSON.parse(metadata) as Beside;
    return sum + data.length + custom.length + 2 * type.length;
  }, 0);

/** An event in an answer; `commit` equals `prepare`. */
export const eventResponse = (stored: StoredEvent): streams.ReadResp => {
  const { contentType, created, custom } = besideOf(stored);
  const position = String(stored.position);
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(new shared.UUID().setString(stored.id));
  recorded.setStreamIdentifier(identifier(stored.stream));
  recorded.setStreamRevision(String(stored.revision));
  recorded.setCommitPosition(position).setPreparePosition(position);
  recorded.getMetadataMap().set('type', stored.type);
  recorded.getMetadataMap().set('content-type', contentType);
  recorded.getMetadataMap().set('created', created);
  recorded.setCustomMetadata(bytes(custom)).setData(bytes(stored.data));
  const event = new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(position);
  return new streams.ReadResp().setEvent(event);
};

/** A stream's name on the wire. */
export const identifier = (stream: string): shared.StreamIdentifier =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream));

export const nameOf = (from: shared.StreamIdentifier | undefined): string =>
  Buffer.from(from?.getStreamName_asU8() ?? []).toString();
