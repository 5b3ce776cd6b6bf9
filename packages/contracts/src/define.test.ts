import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { changed, event } from './define.ts';
import { isPersonal, personal } from './personal.ts';

const terms = { name: z.string(), brief: personal(z.string()).default(null) };

it('gives events from before a term its default', () => {
  expect(event(terms).data.parse({ name: 'Spring' })).toEqual({ name: 'Spring', brief: null });
});

it('lets an event that names what changed say nothing of the rest, whatever their defaults', () => {
  const { data } = event(changed(terms));
  expect(data.parse({ name: 'Summer' })).toEqual({ name: 'Summer' });
  expect(data.parse({ brief: null })).toEqual({ brief: null });
  expect(isPersonal(data.shape.brief.unwrap())).toBe(true);
});
