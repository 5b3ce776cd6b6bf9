import { type ProvenEvent, type RecordedEvent, StoredEvent, streamOf } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import { inclusionPath } from '@crm/proofs';
import type { Told } from '@crm/service-kit/questions/answers';
import { cursorOf, type Keyset, valuesAfter } from '@crm/service-kit/questions/keyset';
import type { Pool } from 'pg';
import { prove } from './proofs.ts';

/** Where a page of evidence comes from: the log as it is stored, and opened. */
export interface Sources {
  readonly pool: Pool;
  readonly sealed: EventStore;
  readonly opened: EventStore;
}

interface Asked {
  readonly size: number;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page of a customer's events as they are stored, each with its proof in the tree of a size, and what it says. */
export const customerEvidence = async (
  { pool, sealed, opened }: Sources,
  id: string,
  { size, after, limit }: Asked,
): Promise<Told> => {
  const keyset: Keyset = { by: [{ column: 'revision', type: 'integer' }], order: 'asc', after, limit };
  const [last = -1] = valuesAfter(keyset) as readonly [number?];
  const stream = streamOf('customer', id);
  const [stored, readable] = await Promise.all(
    [sealed, opened].map((log) => first(log.readStream(stream, last + 1), limit + 1)),
  );
  const indices = await indicesOf(pool, stored ?? [], size);
  // The tree of that size may be older than the stream's end: what came since is in no proof of it.
  const noted = (stored ?? []).filter(({ position }) => indices.has(position));
  const proofs = await prove(
    pool,
    noted.slice(0, limit).map(({ position }) => inclusionPath(indices.get(position) ?? 0, size)),
  );
  const items = noted.slice(0, limit).map(
    (event, n): ProvenEvent => ({
      index: indices.get(event.position) ?? 0,
      position: String(event.position),
      stored: StoredEvent.parse(event),
      proof: (proofs[n] ?? []).map((hash) => hash.toString('base64')),
      readable: StoredEvent.shape.data.parse(readable?.[n]?.data),
    }),
  );
  const end = items.at(-1);
  const next = noted.length > limit && end !== undefined ? cursorOf(keyset, end.stored) : null;
  return { body: { items, next } };
};

/** So many events from the beginning of some pages. */
const first = async (
  pages: AsyncIterable<readonly RecordedEvent[]>,
  count: number,
): Promise<readonly RecordedEvent[]> => {
  const found: RecordedEvent[] = [];
  for await (const page of pages) {
    found.push(...page.slice(0, count - found.length));
    if (found.length === count) break;
  }
  return found;
};

/** Where events stand in the tree of a size; those that are not in it are missing. */
const indicesOf = async (
  pool: Pool,
  events: readonly RecordedEvent[],
  size: number,
): Promise<ReadonlyMap<bigint, number>> => {
  const { rows } = await pool.query<{ position: bigint; index: bigint }>({
    name: 'notary.indices',
    text: 'select position, index from notary.leaves where position = any($1) and index < $2',
    values: [events.map(({ position }) => position), size],
  });
  return new Map(rows.map(({ position, index }) => [position, Number(index)]));
};
