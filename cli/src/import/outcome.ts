import type { BatchResult } from '../api/batch.ts';

/** What became of a row. */
export type Outcome =
  | { readonly outcome: 'created' | 'updated' | 'skipped_unchanged'; readonly id: string }
  | {
      readonly outcome: 'skipped_duplicate';
      readonly code: string;
      readonly message: string;
      readonly existingId: string | null;
    }
  | { readonly outcome: 'failed'; readonly field: string; readonly code: string; readonly message: string };

/** How many rows came to what. `read` is always the sum of the others. */
export interface Counts {
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly skipped_duplicate: number;
  readonly skipped_unchanged: number;
  readonly failed: number;
}

export const noCounts: Counts = {
  read: 0,
  created: 0,
  updated: 0,
  skipped_duplicate: 0,
  skipped_unchanged: 0,
  failed: 0,
};

export const counted = (counts: Counts, { outcome }: Outcome): Counts => ({
  ...counts,
  read: counts.read + 1,
  [outcome]: counts[outcome] + 1,
});

/** Reads a batch result as the outcome of its row; `fieldOf` names the column behind an error's path. */
export const outcomeOf = (result: BatchResult, fieldOf: (path: string) => string): Outcome => {
  if ('accepted' in result)
    return { outcome: result.changed ? 'created' : 'skipped_unchanged', id: result.accepted.id };
  const { code, detail, errors = [], facts = {} } = result.problem;
  if (code === 'email-taken') {
    const existing = facts.customerId;
    return {
      outcome: 'skipped_duplicate',
      code,
      message: detail,
      existingId: typeof existing === 'string' ? existing : null,
    };
  }
  if (errors.length === 0) return { outcome: 'failed', field: '', code, message: detail };
  const fields = errors.map(({ path }) => fieldOf(path));
  return {
    outcome: 'failed',
    field: [...new Set(fields)].join('; '),
    code,
    message: errors.map(({ message }, index) => `${fields[index]} ${message}`).join('; '),
  };
};
