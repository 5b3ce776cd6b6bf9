import { testDatabase } from '@crm/service-kit/testing/database';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { byteas, integers, jsons, texts, uuids } from './binary-arrays.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it.each([
  ['integer[]', integers, [0, -3, 2 ** 31 - 1, -(2 ** 31)]],
  ['text[]', texts, ['', 'customer-1', 'a "b" \\c, {d}', 'null', 'é €😀', null]],
  ['uuid[]', uuids, ['0198c0de-0000-7000-8000-000000000001', 'ffffffff-ffff-ffff-ffff-ffffffffffff']],
  ['bytea[]', byteas, [Buffer.from([0, 255, 92]), Buffer.alloc(0), null]],
  ['text[]', texts, []],
] as const)('arrive in %s as they were', async (type, binary: (values: never) => Buffer, values) => {
  const { rows } = await database.pool().query(`select $1::${type} as values`, [binary(values as never)]);
  expect(rows[0].values).toEqual(values);
});

it('leave the text of JSON as it is', async () => {
  const texts = ['{"b":"\\"\\\\é","a":[1.0,null]}', '"x"', '{}'];
  const { rows } = await database.pool().query('select $1::json[]::text[] as values', [jsons(texts)]);
  expect(rows[0].values).toEqual(texts);
});
