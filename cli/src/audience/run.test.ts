import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Row } from '../csv/table.ts';
import { runAudience, type Unknown } from './run.ts';

/** Runs cells through; the server knows the addresses at known.example. */
const run = async (cells: readonly string[], most: number, signal = new AbortController().signal) => {
  const sent: (readonly string[])[] = [];
  const unknown: { row: number; code: Unknown }[] = [];
  async function* rows() {
    for (const [index, cell] of cells.entries())
      yield { rows: [{ row: index + 1, line: index + 2, fields: [cell] }] };
  }
  const counts = await runAudience({
    rows: rows(),
    addressOf: ({ fields }: Row) => fields[0] ?? '',
    send: async (emails) => {
      sent.push(emails);
      const nobodys = emails.flatMap((address, index) =>
        address.endsWith('@known.example')
          ? []
          : [{ row: index + 1, address, code: 'nobody-has-it' as const }],
      );
      return {
        id: 'c',
        revision: 1,
        createdId: 'a',
        total: emails.length - nobodys.length,
        unknown: nobodys,
      };
    },
    most,
    onUnknown: async ({ row }, code) => void unknown.push({ row, code }),
    signal,
  });
  return { counts, sent, unknown };
};

it('sends each address once, and tells of every other row why it brings nobody in', async () => {
  const cells = [
    'ada@known.example',
    'x',
    'bob@nowhere.example',
    ' ADA@Known.example',
    '',
    'eve@known.example',
  ];
  for (const most of [1, 2, 50]) {
    const { counts, sent, unknown } = await run(cells, most);
    expect(sent.flat()).toEqual(['ada@known.example', 'bob@nowhere.example', 'eve@known.example']);
    expect(Math.max(...sent.map(({ length }) => length))).toBeLessThanOrEqual(most);
    expect(unknown).toEqual([
      { row: 2, code: 'not-an-address' },
      { row: 3, code: 'nobody-has-it' },
      { row: 4, code: 'named-twice' },
      { row: 5, code: 'not-an-address' },
    ]);
    expect(counts).toEqual({
      read: 6,
      found: 2,
      'not-an-address': 2,
      'nobody-has-it': 1,
      'named-twice': 1,
      customers: 2,
    });
  }
});

it('counts every row of any file once', async () => {
  const cell = fc.constantFrom('a@known.example', 'b@known.example', 'c@nowhere.example', 'no address', '');
  await fc.assert(
    fc.asyncProperty(
      fc.array(cell, { maxLength: 40 }),
      fc.integer({ min: 1, max: 5 }),
      async (cells, most) => {
        const { counts, sent, unknown } = await run(cells, most);
        const { read, found, customers, ...codes } = counts;
        expect(read).toBe(cells.length);
        expect(found + Object.values(codes).reduce((sum, count) => sum + count, 0)).toBe(read);
        expect(unknown).toHaveLength(read - found);
        expect(new Set(sent.flat()).size).toBe(sent.flat().length);
        expect(customers).toBe(found);
      },
    ),
    { numRuns: 50 },
  );
});

it('reads no further once it is interrupted', async () => {
  const controller = new AbortController();
  controller.abort();
  expect((await run(['a@known.example'], 1, controller.signal)).counts.read).toBe(0);
});
