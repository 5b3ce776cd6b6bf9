import { hash } from 'node:crypto';
import { eventBytes } from '@crm/event-store/canonical';

/** SHA-256, as RFC 6962 builds its trees with it. */
export type Hash = Buffer;

/** An event as it is stored, its personal part sealed: what a leaf is the hash of. */
export type StoredEvent = Parameters<typeof eventBytes>[0];

/** Leaves and nodes begin with different bytes, so that neither can be taken for the other (RFC 6962, 2.1). */
const leafPrefix = Buffer.of(0);
const node = Buffer.alloc(65, 1);

/** The hash of a leaf that holds these bytes. */
export const leafHash = (bytes: Uint8Array): Hash =>
  hash('sha256', Buffer.concat([leafPrefix, bytes]), 'buffer');

/** The hash of a node over two. */
export const nodeHash = (left: Hash, right: Hash): Hash => {
  node.set(left, 1);
  node.set(right, 33);
  return hash('sha256', node, 'buffer');
};

/** The root of a tree without leaves. */
export const emptyRoot: Hash = hash('sha256', '', 'buffer');

/** The leaf of an event: over its canonical bytes, never its position. @throws NotCanonical */
export const eventHash = (event: StoredEvent): Hash => leafHash(eventBytes(event));

/**
 * The leaf of an event whose texts were canonical when it was stored and are so still: a fifth of the work. For any
 * other event it is some hash that no tree holds: where it is not the expected one, `eventHash` has the last word.
 */
export const presumedHash = ({ stream, revision, id, type, schema, data, metadata }: StoredEvent): Hash =>
  hash('sha256', `\0${JSON.stringify({ data, id, metadata, revision, schema, stream, type })}`, 'buffer');
