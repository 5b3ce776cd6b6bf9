import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type Verifier, verifierOf } from '@crm/proofs';
import { Unusable } from '../unusable.ts';

/** The key that was given with --key: as text, or in a file; null where none was. @throws Unusable */
export const givenVerifier = async (given: string | undefined): Promise<Verifier | null> => {
  if (given === undefined) return null;
  const text = existsSync(given) ? await readFile(given, 'utf8') : given;
  const verifier = verifierOf(text);
  if (verifier === null)
    throw new Unusable(
      `--key ${given} is neither a key such as crm/0123abcd+4567cdef+AR… nor a file with one.`,
    );
  return verifier;
};
