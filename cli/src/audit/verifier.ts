import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type Checkpoint, openCheckpoint, type Verifier, verifierOf } from '@crm/proofs';
import { Unusable } from '../unusable.ts';

/** The keys that were given with --key: as text, or in files. @throws Unusable */
export const givenVerifiers = (given: readonly string[]): Promise<readonly Verifier[]> =>
  Promise.all(given.map(givenVerifier));

const givenVerifier = async (given: string): Promise<Verifier> => {
  const text = existsSync(given) ? await readFile(given, 'utf8') : given;
  const verifier = verifierOf(text);
  if (verifier === null)
    throw new Unusable(
      `--key ${given} is neither a key such as crm/0123abcd+4567cdef+AR… nor a file with one.`,
    );
  return verifier;
};

/** A checkpoint, and which of the keys has signed it. */
export interface Opened {
  readonly checkpoint: Checkpoint;
  readonly by: number;
}

/** The checkpoint in a note that one of the keys has signed; null where none has. */
export const openedBy = (note: string, verifiers: readonly Verifier[]): Opened | null => {
  for (const [by, verifier] of verifiers.entries()) {
    const checkpoint = openCheckpoint(note, verifier);
    if (checkpoint !== null) return { checkpoint, by };
  }
  return null;
};
