import { type Hash, presumedHash } from '@crm/proofs';
import { positionNoted } from './notary-tables.ts';
import type { Audit } from './verify-log.ts';
import { type Discrepancy, hashOf, type Seen } from './walk.ts';

/** What of a log is not as it was noted or signed. */
export type Fault =
  | {
      readonly kind: 'changed' | 'inserted' | 'removed' | 'reordered';
      readonly position: string;
      readonly event: Seen | null;
      /** Where else it stands, or was noted. */
      readonly elsewhere: string | null;
      readonly by: 'signed' | 'noted';
    }
  | { readonly kind: 'leaf'; readonly index: number; readonly position: string }
  | { readonly kind: 'gap'; readonly from: number; readonly to: number }
  | { readonly kind: 'forged'; readonly size: number }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'cut'; readonly size: number; readonly noted: number }
  | { readonly kind: 'rewritten'; readonly from: number; readonly to: number; readonly time: string };

/**
 * What became of an event that is not the one that was noted there: whether it was noted elsewhere, and whether the one
 * that was noted is elsewhere, tell the four ways of tampering apart.
 */
export const faultOf = async (
  audit: Audit,
  { position, event, leaf }: Discrepancy,
  by: 'signed' | 'noted',
): Promise<Fault> => {
  const noted = event?.hash ? await positionNoted(audit.pool, event.hash) : null;
  const stands = leaf === null ? null : await positionOf(audit, leaf);
  const isStranger = event !== null && noted === null;
  const isLost = leaf !== null && stands === null;
  const kind = isStranger ? (isLost ? 'changed' : 'inserted') : isLost ? 'removed' : 'reordered';
  return { kind, position, event, elsewhere: noted ?? stands, by };
};

const pageSize = 2_000;

/** Where in the log the event of a leaf stands; null: nowhere. Reads all of it. */
const positionOf = async ({ log }: Audit, leaf: Hash): Promise<string | null> => {
  for (let after: bigint | null = null; ; ) {
    const page = await log.readAll(after, pageSize);
    const found = page.find((event) => presumedHash(event).equals(leaf) || hashOf(event)?.equals(leaf));
    if (found !== undefined) return String(found.position);
    const last = page.at(-1);
    if (last === undefined) return null;
    after = last.position;
  }
};

/** A fault in a sentence. Nothing of what an event says is in it. */
export const sentenceOf = (fault: Fault): string => {
  switch (fault.kind) {
    case 'changed':
      return `Position ${fault.position} was changed: ${told(fault.event)} is not what was ${fault.by}.`;
    case 'inserted':
      return `Position ${fault.position} was inserted: ${told(fault.event)} was never ${fault.by}.`;
    case 'removed':
      return `Position ${fault.position} was removed: the event that was ${fault.by} there is nowhere in the log.`;
    case 'reordered':
      return `Position ${fault.position} was reordered: what was ${fault.by} there and what stands at ${fault.elsewhere} changed places.`;
    case 'leaf':
      return `Leaf ${fault.index} of the notary (position ${fault.position}) was changed: the event itself is what was signed.`;
    case 'gap':
      return `Leaves of the notary between ${fault.from} and ${fault.to} were removed.`;
    case 'forged':
      return `The checkpoint of ${fault.size} events was forged: the notary's key has not signed it.`;
    case 'unsigned':
      return 'Every checkpoint was removed: the notary signs even the empty log.';
    case 'cut':
      return `The log was cut: ${fault.size} events were signed, and the notary knows of ${fault.noted}.`;
    case 'rewritten':
      return `Events between the first ${fault.from} and the first ${fault.to} of the log were rewritten together with the notary's leaves: they are not what was signed at ${fault.time}.`;
  }
};

const told = (event: Seen | null): string =>
  event === null ? 'the event' : `the ${event.type} at revision ${event.revision} of ${event.stream}`;
