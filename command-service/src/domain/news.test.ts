import { describe, expect, it } from '@jest/globals';
import { news, same } from './news.ts';

describe('same', () => {
  it('does not care in which order names stand: the log sorts them', () => {
    expect(same({ city: 'Kyiv', street: null }, { street: null, city: 'Kyiv' })).toBe(true);
    expect(same([{ a: 1, b: [2] }], [{ b: [2], a: 1 }])).toBe(true);
  });

  it('sees every difference', () => {
    expect(same({ city: 'Kyiv' }, { city: 'Lviv' })).toBe(false);
    expect(same({ city: 'Kyiv' }, { city: 'Kyiv', street: null })).toBe(false);
    expect(same({ city: 'Kyiv', street: null }, { city: 'Kyiv' })).toBe(false);
    expect(same({ a: null }, { b: null })).toBe(false);
    expect(same([1, 2], [2, 1])).toBe(false);
    expect(same(null, {})).toBe(false);
    expect(same({}, null)).toBe(false);
    expect(same('1', 1)).toBe(false);
  });
});

describe('news', () => {
  it('is what was said and is new: nothing said is nothing new, null clears', () => {
    const before = { city: 'Kyiv', tags: ['a'], note: 'x' };
    expect(news({ city: 'Kyiv', tags: ['a'], note: undefined }, before)).toEqual({});
    expect(news({ city: null, tags: ['b'] }, before)).toEqual({ city: null, tags: ['b'] });
  });
});
