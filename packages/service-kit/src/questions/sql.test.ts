import { describe, expect, it } from '@jest/globals';
import { all, raw, sql, statementOf, vouched } from './sql.ts';

describe('sql', () => {
  it('sends every value as a parameter', () => {
    expect(statementOf(sql`select 1 where a = ${"'; drop table x; --"} and b = ${2}`)).toEqual({
      text: 'select 1 where a = $1 and b = $2',
      values: ["'; drop table x; --", 2],
    });
  });

  it('takes fragments in, their values in their places', () => {
    const inner = sql`b = ${2} or c = ${3}`;
    expect(statementOf(sql`a = ${1} and (${inner}) and ${raw('d')} = ${4}`)).toEqual({
      text: 'a = $1 and (b = $2 or c = $3) and d = $4',
      values: [1, 2, 3, 4],
    });
  });

  it('takes nothing for SQL that only looks like a fragment', () => {
    const forged = { text: ['true'], values: [], owned: true };
    expect(statementOf(sql`select ${forged}`)).toEqual({ text: 'select $1', values: [forged] });
  });

  it('knows whether the right to the rows is placed', () => {
    expect(sql`a`.owned).toBe(false);
    expect(sql`a and ${sql`${vouched(sql`true`)}`}`.owned).toBe(true);
  });

  it('joins conditions and asks nothing of those that are undefined', () => {
    expect(statementOf(all([sql`a = ${1}`, undefined, sql`b = ${2}`]))).toEqual({
      text: 'true and a = $1 and b = $2',
      values: [1, 2],
    });
  });
});
