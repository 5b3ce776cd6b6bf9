/** How a run went. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What is read of jest's `--json` file. */
export interface JestResult {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

/** A suite that could not run counts as one failure, and so does a run that ended without a result or badly. */
export const totalsOf = (result: JestResult | undefined, exitCode: number | null): Totals => {
  if (result === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  const ranBadly = exitCode !== 0 || !result.success;
  return {
    passed: result.numPassedTests,
    failed: failed === 0 && ranBadly ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  };
};

/** Several runs as one. */
export const sum = (runs: readonly Totals[]): Totals => ({
  passed: runs.reduce((total, { passed }) => total + passed, 0),
  failed: runs.reduce((total, { failed }) => total + failed, 0),
  skipped: runs.reduce((total, { skipped }) => total + skipped, 0),
});

/** The last line of every run. */
export const summary = ({ passed, failed, skipped }: Totals): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** A run in which nothing was tested is no success. */
export const isSuccess = ({ passed, failed }: Totals): boolean => failed === 0 && passed > 0;
