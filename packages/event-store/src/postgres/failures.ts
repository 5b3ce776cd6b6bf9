import { AppendOutcomeUnknown, Unavailable } from '../errors.ts';

/** What a failed statement means for what it was to write. */
export type Failure =
  /** Nothing was written, and trying again can help. */
  | 'nothing-written'
  /** The connection broke before the answer came. */
  | 'outcome-unknown'
  /** Nothing was written, and trying again will not help: the statement itself is at fault. */
  | 'fault';

/** SQLSTATEs after which nothing was written and the next try may succeed. */
const passing = new Set([
  '40001', // serialization failure
  '40P01', // deadlock
  '55P03', // lock timeout
  '57014', // statement timeout or cancel
  '57P03', // starting up
  '25006', // a primary that has become a standby
]);

/** Judges an error that pg raised for a statement. */
export const failureOf = (error: unknown): Failure => {
  const code = sqlState(error);
  if (code === null) return 'outcome-unknown';
  if (passing.has(code) || code.startsWith('53')) return 'nothing-written';
  return code.startsWith('08') || code.startsWith('57P') ? 'outcome-unknown' : 'fault';
};

/** The port's error for a read that failed. */
export const readFailure = (error: unknown): unknown =>
  failureOf(error) === 'fault' ? error : unavailable(error);

/** The port's error where nothing was written. */
export const unavailable = (cause: unknown): Unavailable =>
  new Unavailable(`the event store's database cannot be reached: ${reason(cause)}`, { cause });

/** The port's error where the answer was lost. */
export const outcomeUnknown = (cause: unknown): AppendOutcomeUnknown =>
  new AppendOutcomeUnknown(`the event store's answer was lost: ${reason(cause)}`, { cause });

const reason = (cause: unknown): string => {
  if (!(cause instanceof Error)) return String(cause);
  return cause.message || ('code' in cause ? String(cause.code) : cause.name);
};

/** Errors of the server carry a SQLSTATE and a severity; those of the connection carry neither. */
export const sqlState = (error: unknown): string | null =>
  error instanceof Error && 'severity' in error && 'code' in error ? String(error.code) : null;
