import type { CommandText, SendBatch } from '../api/batch.ts';
import type { Row } from '../csv/table.ts';
import { type Counts, counted, noCounts, type Outcome } from './outcome.ts';

/** What a row asks for: a command and how its result reads, or an outcome that is already known. */
export type Step =
  | {
      readonly command: CommandText;
      readonly read: (result: Awaited<ReturnType<SendBatch>>[number]) => Outcome | Step;
    }
  | Outcome;

export interface ImportRun {
  readonly rows: AsyncIterable<{ readonly rows: readonly Row[]; readonly bytes: number }>;
  readonly firstStep: (row: Row) => Step;
  readonly send: SendBatch;
  /** Batches under way at a time. */
  readonly inFlight: number;
  /** Called for every row in the file's order; awaited, so that a slow disk slows the reading. */
  readonly onOutcome: (row: Row, outcome: Outcome) => Promise<void> | void;
  readonly onProgress: (counts: Counts, bytes: number) => void;
  /** Ends the reading: what is under way is finished and counted. */
  readonly signal: AbortSignal;
}

/** Limits of one batch: the route's count, and a size far below its body limit. */
const batchRows = 250;
const batchChars = 2_000_000;

/** Runs rows through batches, several at a time, in constant memory. Gives the counts of all rows that were read. */
export const runImport = async (run: ImportRun): Promise<Counts> => {
  let counts = noCounts;
  let sent = 0;
  const underWay: Promise<Settled>[] = [];
  const settleOldest = async () => {
    const settled = await underWay.shift();
    for (const { row, outcome } of settled?.rows ?? []) {
      counts = counted(counts, outcome);
      await run.onOutcome(row, outcome);
    }
    run.onProgress(counts, settled?.bytes ?? 0);
  };
  for await (const chunk of chunks(run)) {
    const settling = settle(chunk, run.send);
    settling.catch(() => {}); // Awaited in its turn: this only keeps Node from ending before.
    underWay.push(settling);
    sent += chunk.items.length;
    if (underWay.length >= run.inFlight) await settleOldest();
  }
  while (underWay.length > 0) await settleOldest();
  if (counts.read !== sent) throw new Error(`${sent} rows were read, but ${counts.read} have an outcome.`);
  return counts;
};

interface Item {
  readonly row: Row;
  readonly step: Step;
}
interface Chunk {
  readonly items: readonly Item[];
  readonly bytes: number;
}
interface Settled {
  readonly rows: readonly { readonly row: Row; readonly outcome: Outcome }[];
  readonly bytes: number;
}

async function* chunks({ rows, firstStep, signal }: ImportRun): AsyncGenerator<Chunk> {
  let items: Item[] = [];
  let chars = 0;
  let bytes = 0;
  for await (const piece of rows) {
    bytes = piece.bytes;
    for (const row of piece.rows) {
      if (signal.aborted) return;
      const step = firstStep(row);
      const size = 'command' in step ? step.command.length : 0;
      if (items.length === batchRows || chars + size > batchChars) {
        yield { items, bytes };
        items = [];
        chars = 0;
      }
      items.push({ row, step });
      chars += size;
    }
  }
  if (items.length > 0) yield { items, bytes };
}

/** Sends the steps of a chunk, and the steps that follow from their results, until every row has its outcome. */
const settle = async ({ items, bytes }: Chunk, send: SendBatch): Promise<Settled> => {
  const steps = items.map(({ step }) => step);
  for (;;) {
    const open = steps.flatMap((step, index) => ('command' in step ? [{ step, index }] : []));
    if (open.length === 0) break;
    const results = await send(open.map(({ step }) => step.command));
    open.forEach(({ step, index }, nth) => {
      const result = results[nth];
      if (result) steps[index] = step.read(result);
    });
  }
  return { rows: items.flatMap(({ row }, index) => outcomesOf(row, steps[index])), bytes };
};

const outcomesOf = (row: Row, step: Step | undefined): readonly { row: Row; outcome: Outcome }[] =>
  step === undefined || 'command' in step ? [] : [{ row, outcome: step }];
