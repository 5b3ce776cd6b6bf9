import { Invalid } from '@crm/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cursorOf, type Keyset, paged, valuesAfter } from './keyset.ts';
import { sql, statementOf } from './sql.ts';

const byName: Keyset = {
  by: [
    { column: 'name', type: 'text', nullable: true },
    { column: 'id', type: 'uuid' },
  ],
  order: 'desc',
  limit: 2,
};
const id = '01890000-0000-7000-8000-000000000001';
const statements = (keyset: Keyset) =>
  paged(keyset, ({ where, end }) => sql`select where ${where} ${end}`).segments.map((segment) => {
    const { text, values } = statementOf(segment);
    return { text: text.replace(/\s+/g, ' '), values };
  });

describe('a keyset', () => {
  it('asks for those with a value, then for those without', () => {
    expect(statements(byName)).toEqual([
      { text: 'select where name is not null order by name desc, id desc limit $1', values: [3] },
      { text: 'select where name is null order by name desc, id desc limit $1', values: [3] },
    ]);
  });

  it('goes on behind the last row', () => {
    expect(statements({ ...byName, after: cursorOf(byName, { name: 'Zoë', id }) })).toEqual([
      {
        text: 'select where (name, id) < ($1::text, $2::uuid) order by name desc, id desc limit $3',
        values: ['Zoë', id, 3],
      },
      { text: 'select where name is null order by name desc, id desc limit $1', values: [3] },
    ]);
    expect(statements({ ...byName, after: cursorOf(byName, { name: null, id }) })).toEqual([
      {
        text: 'select where name is null and (id) < ($1::uuid) order by name desc, id desc limit $2',
        values: [id, 3],
      },
    ]);
  });

  it('finds in a cursor what was put there', () => {
    fc.assert(
      fc.property(fc.option(fc.string({ unit: 'grapheme' })), fc.uuid(), (name, id) => {
        fc.pre(name === null || !name.includes('\0'));
        expect(valuesAfter({ ...byName, after: cursorOf(byName, { name, id }) })).toEqual([name, id]);
      }),
    );
  });

  it('keeps positions exact', () => {
    const keyset: Keyset = { by: [{ column: 'position', type: 'bigint' }], order: 'asc', limit: 1 };
    const after = cursorOf(keyset, { position: 9_007_199_254_740_993n });
    expect(valuesAfter({ ...keyset, after })).toEqual(['9007199254740993']);
  });

  const other: Keyset = { ...byName, order: 'asc' };
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  it.each([
    ['nonsense', 'nonsense'],
    ['one of another order', cursorOf(other, { name: 'a', id })],
    ['one with values that do not fit', encoded(['name,id desc', 'a', 'no id'])],
    ['one with a text that Postgres cannot take', encoded(['name,id desc', '\0', id])],
    ['one with too few values', encoded(['name,id desc', 'a'])],
  ])('refuses %s', (_, after) => {
    expect(() => statements({ ...byName, after })).toThrow(Invalid);
  });
});
