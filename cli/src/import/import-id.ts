import { v5 } from 'uuid';

/** Of every import id; never changes, else running an old import again would register everybody twice. */
const namespace = '5f0c2a5e-6d0f-4f0b-9a54-3c1f2f2b7c11';

/** The same file, read in the same way by the same user, is the same import. */
export const importIdOf = (fileHash: string, reading: unknown, userId: string): string =>
  v5(`${fileHash} ${JSON.stringify(reading)} ${userId}`, namespace);
