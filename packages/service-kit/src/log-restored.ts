/** The log is no longer the one that the read models were made of: what they say may never have happened. */
export class LogRestored extends Error {
  override name = 'LogRestored';
  readonly code = 'log-restored';
}
