import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Row } from '../csv/table.ts';
import { dryRun } from './dry-run.ts';
import type { Outcome } from './outcome.ts';
import { registrationStep } from './registration.ts';
import { runImport } from './run.ts';

const columns = ['Name', 'E-mail'];
const table = {
  file: 'people.csv',
  survey: { bytes: 1, hash: '', encoding: 'utf-8' },
  dialect: { delimiter: ',', quote: '"', escape: 'doubled' },
  columns,
  sample: [],
} as const;
const mapping = {
  columns: { Name: 'lastName', 'E-mail': 'email' },
  stages: {},
  leadSources: {},
  addTags: [],
} as const;
const firstStep = registrationStep(table, {
  importId: '00000000-0000-5000-8000-000000000001',
  mapping: { ...mapping, addTags: [] },
  registerAnyway: false,
});

const run = async (pieces: readonly (readonly string[][])[], signal = new AbortController().signal) => {
  const seen: { row: Row; outcome: Outcome }[] = [];
  let row = 0;
  async function* rows() {
    for (const piece of pieces)
      yield { rows: piece.map((fields) => ({ row: ++row, line: row + 1, fields })), bytes: row };
  }
  const counts = await runImport({
    rows: rows(),
    firstStep,
    send: dryRun,
    inFlight: 3,
    onOutcome: (each, outcome) => void seen.push({ row: each, outcome }),
    onProgress: () => {},
    signal,
  });
  return { counts, seen };
};

describe('runImport', () => {
  it('gives every row one outcome, in the order of the file, and counts that add up', async () => {
    const field = fc.constantFrom('Ada', '', 'ada@example.org', 'no address', 'x'.repeat(200));
    const rows = fc.array(fc.array(field, { minLength: 1, maxLength: 3 }), { maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(fc.array(rows, { maxLength: 4 }), async (pieces) => {
        const { counts, seen } = await run(pieces);
        expect(counts.read).toBe(pieces.flat().length);
        expect(
          counts.created +
            counts.updated +
            counts.skipped_duplicate +
            counts.skipped_unchanged +
            counts.failed,
        ).toBe(counts.read);
        expect(seen.map(({ row }) => row.row)).toEqual(pieces.flat().map((_, index) => index + 1));
      }),
      { numRuns: 30 },
    );
  });

  it('names the column, the code and the reason of a row that fails', async () => {
    const { seen } = await run([[['Ada', 'nonsense'], ['', 'a@x.org'], ['Bob'], ['Cleo', 'c@x.org', '']]]);
    expect(seen.map(({ outcome }) => outcome)).toEqual([
      {
        outcome: 'failed',
        field: 'E-mail',
        code: 'invalid-input',
        message: 'E-mail must be an e-mail address',
      },
      {
        outcome: 'failed',
        field: 'Name',
        code: 'unreadable-value',
        message: 'Name is empty, and a customer needs a name',
      },
      {
        outcome: 'failed',
        field: '',
        code: 'wrong-column-count',
        message: 'has 1 fields, and the header names 2 columns',
      },
      { outcome: 'created', id: '' },
    ]);
  });

  it('reads no further once it is interrupted, and counts what it had read', async () => {
    const controller = new AbortController();
    const endless = Array.from({ length: 10 }, () => Array.from({ length: 300 }, () => ['Ada', '']));
    controller.abort();
    expect((await run(endless, controller.signal)).counts.read).toBe(0);
  });
});
