import { type Evidence, type ProvenEvent, streamOf } from '@crm/contracts';
import { NotCanonical } from '@crm/event-store/errors';
import { type Checkpoint, eventHash, openCheckpoint, type Verifier, verifyInclusion } from '@crm/proofs';

/** What the examination of a file came to: the checkpoint that it was held to, or what is wrong, in a sentence. */
export type Examined = { readonly checkpoint: Checkpoint } | { readonly fault: string };

/**
 * Holds a customer's evidence to the checkpoint in it: nothing was changed, and none of its revisions is missing before
 * the last. That nothing came after the last one no file can prove.
 */
export const examine = (evidence: Evidence, verifier: Verifier): Examined => {
  const checkpoint = openCheckpoint(evidence.checkpoint, verifier);
  if (checkpoint === null) return { fault: `The checkpoint in the file was not signed by ${verifier.name}.` };
  const stream = streamOf('customer', evidence.customer);
  for (const [revision, event] of evidence.events.entries()) {
    const fault = faultOf(event, { revision, stream, checkpoint });
    if (fault !== null) return { fault };
  }
  return { checkpoint };
};

interface Held {
  readonly revision: number;
  readonly stream: string;
  readonly checkpoint: Checkpoint;
}

const faultOf = (
  { stored, index, proof, readable }: ProvenEvent,
  { revision, stream, checkpoint: { size, root } }: Held,
): string | null => {
  const leaf = leafOf(stored);
  const path = proof.map((hash) => Buffer.from(hash, 'base64'));
  const isProven = leaf !== null && verifyInclusion({ leaf, index, size, root }, path);
  if (!isProven)
    return `The event in place ${revision} (${stored.type}) was changed: it is not in the log that was signed.`;
  if (stored.stream !== stream)
    return `The event in place ${revision} is of ${stored.stream}, not of ${stream}.`;
  if (stored.revision > revision) return `Revision ${revision} is missing from the file.`;
  if (stored.revision < revision) return `Revision ${stored.revision} stands in the file out of its place.`;
  if (!agrees(stored.data, readable))
    return `Revision ${revision} (${stored.type}) reads otherwise than it is stored.`;
  return null;
};

const leafOf = (stored: ProvenEvent['stored']) => {
  try {
    return eventHash(stored);
  } catch (error) {
    if (error instanceof NotCanonical) return null;
    throw error;
  }
};

/** Whether what is readable says what is stored, wherever that is not sealed (null) and its field is still there. */
const agrees = (stored: unknown, readable: unknown): boolean => {
  if (stored === null || readable === undefined) return true;
  if (typeof stored !== 'object') return stored === readable;
  if (typeof readable !== 'object' || readable === null) return false;
  const inside = new Map(Object.entries(readable));
  return Object.entries(stored).every(([key, value]) => agrees(value, inside.get(key)));
};
