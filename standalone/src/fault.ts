/** Why the product cannot start, in one sentence for the person at the terminal, with what to do about it. */
export class StartFault extends Error {
  override name = 'StartFault';
}

/** The code of a failed system call (`ENOSPC`, `EADDRINUSE`), or nothing. */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
