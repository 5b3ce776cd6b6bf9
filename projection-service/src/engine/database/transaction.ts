import type { ClientBase } from 'pg';

/** Does the work in one transaction: all of it becomes visible, or nothing. */
export const inTransaction = async <Result>(
  client: ClientBase,
  work: () => Promise<Result>,
): Promise<Result> => {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    // On a broken connection there is nothing to roll back, and the first error tells more than the second.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
};

/** Whether Postgres refused a value (too long for an index, not a date), as opposed to the server being in trouble. */
export const isRefusedValue = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(22|23|54)/.test(String(error.code)) && 'severity' in error;
