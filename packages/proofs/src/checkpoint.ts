import type { Hash } from './hashes.ts';
import { openNote, type Signer, signNote, type Verifier } from './note.ts';

/** What is signed of the log: how many events it holds, the root over them, and when that was so. */
export interface Checkpoint {
  readonly size: number;
  readonly root: Hash;
  /** ISO 8601, UTC. */
  readonly time: string;
}

/** Signs a checkpoint as https://c2sp.org/tlog-checkpoint has it; the time is its one extension line. */
export const signCheckpoint = ({ size, root, time }: Checkpoint, signer: Signer): string =>
  signNote(`${signer.name}\n${size}\n${root.toString('base64')}\ntime ${time}\n`, signer);

/** The checkpoint in a note of this log; null where the key has not signed it, or it is none. */
export const openCheckpoint = (note: string, verifier: Verifier): Checkpoint | null => {
  const text = openNote(note, verifier);
  const [, origin, size, root = '', time = ''] =
    /^(.+)\n(0|[1-9]\d{0,15})\n([A-Za-z\d+/]{43}=)\n(?:time (\S+)\n)?(?:.+\n)*$/.exec(text ?? '') ?? [];
  if (origin !== verifier.name) return null;
  return { size: Number(size), root: Buffer.from(root, 'base64'), time };
};
