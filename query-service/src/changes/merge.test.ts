import { expect, it } from '@jest/globals';
import { many, merged } from './merge.ts';

const row = (model: string, ...key: string[]) => ({ model, key });

it('names every row once, with the newest position', () => {
  expect(
    merged([
      { position: '7', changes: [row('customer', 'a'), row('interaction', 'a', 'b')] },
      { position: '9', changes: [row('customer', 'a'), row('customer', 'c')] },
    ]),
  ).toEqual({
    position: '9',
    changes: [row('customer', 'a'), row('interaction', 'a', 'b'), row('customer', 'c')],
  });
});

it('names no rows of a model of which many changed', () => {
  expect(
    merged([
      { position: '1', changes: [row('customer', 'a'), row('campaign', 'c')] },
      { position: '2', changes: [many('customer')] },
    ]),
  ).toEqual({ position: '2', changes: [row('campaign', 'c'), many('customer')] });
});

it('says only which models changed where the rows are too many to name', () => {
  const rows = Array.from({ length: 150 }, (_, n) => row('customer', String(n)));
  const others = rows.map(({ key: [id = ''] }) => row('interaction', id, 'x'));
  expect(
    merged([
      { position: '1', changes: rows },
      { position: '2', changes: others },
    ]).changes,
  ).toEqual([many('customer'), many('interaction')]);
});

it('keeps the last position that is known', () => {
  const broken = { position: '', changes: [many('customer')] };
  expect(merged([{ position: '4', changes: [] }, broken]).position).toBe('4');
  expect(merged([broken]).position).toBe('');
});
