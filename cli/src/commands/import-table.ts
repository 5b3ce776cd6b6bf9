import type { SendBatch } from '../api/batch.ts';
import { Refused, Unreachable } from '../api/http.ts';
import { type Row, rowsOf, type Table } from '../csv/table.ts';
import type { Counts } from '../import/outcome.ts';
import { openProgress } from '../import/progress.ts';
import { openReport } from '../import/report.ts';
import { runImport, type Step } from '../import/run.ts';
import { interruption, say } from '../terminal.ts';
import { Unusable } from '../unusable.ts';

export interface TableImport {
  readonly table: Table;
  readonly firstStep: (row: Row) => Step;
  readonly send: (onWait: (why: string) => void) => SendBatch;
  /** Where the rows that were not imported go. */
  readonly errors: string;
}

/** Batches under way at a time: enough to keep the log's group commit busy, few enough to leave others room. */
const inFlight = 4;

/** Runs a table through, shows how it goes, and says how it ended: 0 all is well, 1 some rows failed. */
export const importTable = async ({ table, firstStep, send, errors }: TableImport): Promise<number> => {
  const signal = interruption();
  const progress = openProgress(table.survey.bytes);
  const report = await openReport(errors, table.columns, table.dialect.delimiter);
  const startedAt = performance.now();
  let soFar: Counts | null = null;
  try {
    const counts = await runImport({
      rows: rowsOf(table),
      firstStep,
      send: send(progress.waiting),
      inFlight,
      onOutcome: report.add,
      onProgress: (now, bytes) => {
        soFar = now;
        progress.update(now, bytes);
      },
      signal,
    });
    progress.stop();
    say(summary(counts, (performance.now() - startedAt) / 1000));
    if (counts.failed + counts.skipped_duplicate > 0) say(`Rows that were not imported, and why: ${errors}`);
    if (signal.aborted) throw new Unusable('Stopped before the end. Start the same command again to go on.');
    return counts.failed > 0 ? 1 : 0;
  } catch (error) {
    progress.stop();
    if (!(error instanceof Unreachable || error instanceof Refused)) throw error;
    if (soFar !== null) say(summary(soFar, (performance.now() - startedAt) / 1000));
    throw new Unusable(`${error.message}. Stopped before the end; start the same command again to go on.`);
  } finally {
    await report.close();
  }
};

/** The counts, which add up: read = created + updated + skipped + failed. */
export const summary = (counts: Counts, seconds: number): string =>
  [
    `${counts.read} read = ${counts.created} created + ${counts.updated} updated`,
    ` + ${counts.skipped_duplicate + counts.skipped_unchanged} skipped (${counts.skipped_duplicate} duplicates, ${counts.skipped_unchanged} imported before)`,
    ` + ${counts.failed} failed, in ${seconds.toFixed(1)} s (${Math.round(counts.read / Math.max(seconds, 0.001))} rows/s)`,
  ].join('');
