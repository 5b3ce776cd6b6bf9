import { emptyRoot, type Hash, type Verifier, verifierOf } from '@crm/proofs';
import type { Pool } from 'pg';

/** What the notary wrote, as an auditor reads it: with suspicion. */

/** The keys that it published, in the order in which they signed; none before its first start. */
export const publishedVerifiers = async (pool: Pool): Promise<readonly Verifier[]> => {
  const { rows } = await pool.query<{ key: string }>('select key from notary.verifier order by number');
  return rows.flatMap(({ key }) => verifierOf(key) ?? []);
};

/** How many events it has noted. */
export const notedSize = async (pool: Pool): Promise<number> => {
  const { rows } = await pool.query<{ size: bigint }>('select size from notary.progress');
  return Number(rows[0]?.size ?? 0);
};

/** A signed note, and the size that it is filed under. */
export interface Filed {
  readonly size: number;
  readonly note: string;
}

/** The note of the most events; null where there is none. */
export const lastNote = async (pool: Pool): Promise<Filed | null> => {
  const { rows } = await pool.query<{ size: bigint; note: string }>(
    'select size, note from notary.checkpoints order by size desc, key desc limit 1',
  );
  return rows[0] === undefined ? null : { size: Number(rows[0].size), note: rows[0].note };
};

/** The notes of more than `after` events, up to `size`, in order. */
export const notesBetween = async (pool: Pool, after: number, size: number): Promise<readonly Filed[]> => {
  const { rows } = await pool.query<{ size: bigint; note: string }>(
    'select size, note from notary.checkpoints where size > $1 and size <= $2 order by size, key',
    [after, size],
  );
  return rows.map((row) => ({ size: Number(row.size), note: row.note }));
};

/** Leaves in the order of their indices. */
export interface Leaves {
  /** All hashes, one after another. */
  readonly hashes: Buffer;
  /** Their events' positions. */
  readonly positions: readonly string[];
  /** The position before the first; null: it is the log's first. */
  readonly before: bigint | null;
  /** Whether every index from the first to the last is there. */
  readonly isComplete: boolean;
}

/** The leaves from an index up to, not including, another; as one row, which is half the work of many. */
export const leavesBetween = async (pool: Pool, from: number, to: number): Promise<Leaves> => {
  const { rows } = await pool.query<{
    hashes: Buffer | null;
    positions: string | null;
    before: bigint | null;
    first: bigint | null;
    last: bigint | null;
    count: bigint;
  }>({
    name: 'audit.leaves',
    text: `
      select
        string_agg(hash, ''::bytea order by index) as hashes,
        string_agg(position::text, ',' order by index) as positions,
        (select position from notary.leaves where index = $1 - 1) as before,
        min(index) as first, max(index) as last, count(*) as count
      from notary.leaves
      where index >= $1 and index < $2`,
    values: [from, to],
  });
  const [row] = rows;
  const hashes = row?.hashes ?? Buffer.alloc(0);
  return {
    hashes,
    positions: row?.positions?.split(',') ?? [],
    before: row?.before ?? null,
    isComplete:
      hashes.length === (to - from) * emptyRoot.length &&
      Number(row?.count) === to - from &&
      (from === to || (Number(row?.first) === from && Number(row?.last) === to - 1)),
  };
};

/** The position under which a hash was noted; null where it never was. Reads them all: nothing is found by hash daily. */
export const positionNoted = async (pool: Pool, hash: Hash): Promise<string | null> => {
  const { rows } = await pool.query<{ position: bigint }>(
    'select position from notary.leaves where hash = $1 order by index limit 1',
    [hash],
  );
  return rows[0] === undefined ? null : String(rows[0].position);
};
