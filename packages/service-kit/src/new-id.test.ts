import { expect, it } from '@jest/globals';
import { validate, version } from 'uuid';
import { newId } from './new-id.ts';

it('gives UUIDs of version 7, each greater than the one before, whatever the clock does', () => {
  const clock = Date.now;
  const ids: string[] = [];
  for (let n = 0; n < 10_000; n++) {
    Date.now = () => clock() - (n % 3 === 0 ? 5_000 : 0);
    ids.push(newId());
  }
  Date.now = clock;
  expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
