import { expect, it } from '@jest/globals';
import { columns } from './columns.ts';

it('puts cells below one another, as wide as the widest', () => {
  expect(
    columns([
      ['model', 'lag'],
      ['customer_search', '7 events'],
      ['campaign', '–'],
    ]),
  ).toEqual(['model            lag', 'customer_search  7 events', 'campaign         –']);
});
