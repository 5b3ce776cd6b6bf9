/** What says that the database is away, restarting or has no connection left: the next request may succeed. */
const passing = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01', // terminated by the administrator
  '57P02', // crashed
  '57P03', // starting up
  '53300', // too many connections
]);

/** Errors of pg that carry no code, by their messages. */
const messages = /^(timeout exceeded when trying to connect|Connection terminated)/;

/** Whether an error means that the database could not be reached, rather than that it said no. */
export const isUnreachable = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && passing.has(String(error.code))) ||
    messages.test(error.message) ||
    (error instanceof AggregateError && error.errors.some(isUnreachable)));
