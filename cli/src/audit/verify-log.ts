import { type EventStore, Unavailable } from '@crm/event-store';
import { type Checkpoint, emptyFrontier, type Frontier, grow, rootOver, type Verifier } from '@crm/proofs';
import type { Pool } from 'pg';
import { type Fault, faultOf } from './faults.ts';
import { type Filed, lastNote, leavesBetween, notedSize, notesBetween } from './notary-tables.ts';
import { openedBy } from './verifier.ts';
import type { Discrepancy, Stretch, Walked } from './walk.ts';
import type { Walkers } from './walkers.ts';

/** What is checked, by whom, against which key. */
export interface Audit {
  readonly pool: Pool;
  readonly log: EventStore;
  readonly walkers: Walkers;
  /** The notary's keys, in the order in which they signed: one never signs again after the next has begun. */
  readonly verifiers: readonly Verifier[];
  /** A checkpoint that was kept elsewhere. */
  readonly kept: Checkpoint | null;
}

/** That the log is as it was signed, or the first thing that is not. */
export type Verdict =
  | { readonly fault: Fault }
  | {
      readonly events: number;
      readonly checkpoints: number;
      readonly signed: Checkpoint;
      /** Events that came too late for this audit, counted up to `mostCounted`. */
      readonly waiting: number;
    };
export const mostCounted = 1_000;

/** Leaves a walker takes at once: a power of two, so that each stretch is one subtree of the whole. */
const level = 14;
const width = 2 ** level;

/**
 * Walks the whole log, and holds every event to the leaf that was noted of it, and the tree over the leaves to every
 * checkpoint that was signed. @throws Unavailable
 */
export const verifyLog = async (audit: Audit): Promise<Verdict> => {
  const { pool, verifiers, kept } = audit;
  // In this order: the notary may be at work, and never signs more than it has noted.
  const last = await lastNote(pool);
  const size = await notedSize(pool);
  if (last !== null && last.size > size)
    return openedBy(last.note, verifiers) === null
      ? { fault: { kind: 'forged', size: last.size } }
      : { fault: { kind: 'cut', size: last.size, noted: size } };
  if (kept !== null && kept.size > size) return { fault: { kind: 'cut', size: kept.size, noted: size } };

  let tree: Frontier = emptyFrontier;
  let found: Discrepancy | null = null;
  let signed: Checkpoint | null = null;
  let checkpoints = 0;
  let by = 0;
  for await (const { stretch, notes, walked } of stretches(audit, size, 'leaves')) {
    if (walked.hasGap) return { fault: { kind: 'gap', from: stretch.from, to: stretch.to } };
    found ??= walked.first;
    for (const [n, { size, note }] of notes.entries()) {
      const opened = note === null ? null : openedBy(note, verifiers);
      const checkpoint = note === null ? kept : (opened?.checkpoint ?? null);
      if (checkpoint === null || checkpoint.size !== size || (opened?.by ?? by) < by)
        return { fault: { kind: 'forged', size } };
      by = opened?.by ?? by;
      const isWhole = rootOver([...tree.peaks, ...(walked.peaks[n] ?? [])]).equals(checkpoint.root);
      const isBefore = found === null || size <= found.index;
      if (isWhole && !isBefore && found !== null) return { fault: await faultOf(audit, found, 'signed') };
      if (!isWhole) return { fault: await misfit(audit, { found, size, good: signed, checkpoint }) };
      signed = checkpoint;
      checkpoints++;
    }
    tree = grow(tree, walked.peaks.at(-1) ?? [], undefined, level);
  }
  if (found !== null) return { fault: await faultOf(audit, found, 'noted') };
  if (signed === null) return { fault: { kind: 'unsigned' } };
  return { events: size, checkpoints, signed, waiting: await waitingAfter(audit, size) };
};

const waitingAfter = async ({ pool, log }: Audit, size: number): Promise<number> => {
  const { before } = await leavesBetween(pool, size, size);
  return (await log.readAll(before, mostCounted)).length;
};

interface Misfit {
  readonly found: Discrepancy | null;
  readonly size: number;
  readonly good: Checkpoint | null;
  readonly checkpoint: Checkpoint;
}

/**
 * The leaves are not those that were signed. Where the events are, a leaf was changed; where neither are, both were.
 */
const misfit = async (audit: Audit, { found, size, good, checkpoint }: Misfit): Promise<Fault> => {
  if (found === null || found.index >= size)
    return { kind: 'rewritten', from: good?.size ?? 0, to: size, time: checkpoint.time };
  let tree: Frontier = emptyFrontier;
  let root = rootOver([]);
  for await (const { walked, notes } of stretches(audit, size, 'events')) {
    const at = notes.findIndex((note) => note.size === size);
    root = rootOver([...tree.peaks, ...(walked.peaks.at(at) ?? [])]);
    tree = grow(tree, walked.peaks.at(-1) ?? [], undefined, level);
  }
  if (root.equals(checkpoint.root)) return { kind: 'leaf', index: found.index, position: found.position };
  return faultOf(audit, found, 'signed');
};

interface Step {
  readonly stretch: Stretch;
  /** Null: the checkpoint that was kept elsewhere. */
  readonly notes: readonly (Omit<Filed, 'note'> & { readonly note: string | null })[];
  readonly walked: Walked;
}

/** Every stretch of the tree up to a size in order, with a few more under way. */
async function* stretches(
  { pool, walkers, kept }: Audit,
  size: number,
  of: Stretch['of'],
): AsyncGenerator<Step> {
  const begin = async (from: number): Promise<Step> => {
    const to = Math.min(from + width, size);
    const filed = await notesBetween(pool, from === 0 ? -1 : from, to);
    const own = kept !== null && kept.size > from && kept.size <= to ? [{ size: kept.size, note: null }] : [];
    const notes = [...filed, ...own].toSorted((a, b) => a.size - b.size);
    const stretch = { from, to, sizes: notes.map((note) => note.size), of };
    return { stretch, notes, walked: await walkers.walk(stretch) };
  };
  const underWay: Promise<Step>[] = [];
  for (let from = 0, done = 0; done === 0 || done < size; done += width) {
    for (; (from === 0 || from < size) && underWay.length <= walkers.count; from += width) {
      const step = begin(from);
      step.catch(() => undefined);
      underWay.push(step);
    }
    const step = underWay.shift();
    if (step === undefined) throw new Unavailable('a stretch of the log was not walked');
    yield await step;
  }
}
