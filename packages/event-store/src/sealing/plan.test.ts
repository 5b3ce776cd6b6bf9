import { personal, vocabulary } from '@crm/contracts';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { hasDefaults, planOf } from './plan.ts';
import { takeOut } from './seal.ts';

const secret = personal(z.string());

/** What is taken out of data, by JSON pointer. */
const taken = (schema: z.ZodType, data: Parameters<typeof takeOut>[1]) => {
  const plan = planOf(schema);
  return plan === null ? null : takeOut(plan, data).personal;
};

describe('what is personal', () => {
  it('is found in objects, arrays, records, tuples and behind optional, default and nullable', () => {
    const schema = z.object({
      plain: z.string(),
      own: secret,
      list: z.array(z.object({ plain: z.string(), own: secret })),
      by: z.record(z.string(), secret),
      pair: z.tuple([z.string(), secret], secret),
      later: z
        .object({ own: secret.default('') })
        .nullable()
        .optional(),
    });
    const data = {
      plain: 'p',
      own: 'a',
      list: [
        { plain: 'p', own: 'b' },
        { plain: 'p', own: 'c' },
      ],
      by: { 'a/~b': 'd' },
      pair: ['p', 'e', 'f'],
      later: { own: 'g' },
    };
    expect(taken(schema, data)).toEqual({
      '/own': 'a',
      '/list/0/own': 'b',
      '/list/1/own': 'c',
      '/by/a~1~0b': 'd',
      '/pair/1': 'e',
      '/pair/2': 'f',
      '/later/own': 'g',
    });
  });

  it('is personal in every option of a union and on both sides of an intersection', () => {
    const union = z.object({
      who: z.union([z.object({ id: z.string() }), z.object({ name: secret }), z.string()]),
    });
    expect(taken(union, { who: { id: 'i', name: 'n' } })).toEqual({ '/who/name': 'n' });
    expect(taken(union, { who: 'w' })).toBeNull();
    const both = z.intersection(z.object({ a: secret }), z.object({ b: secret }));
    expect(taken(both, { a: '1', b: '2' })).toEqual({ '/a': '1', '/b': '2' });
  });

  it('is among unknown keys where those are personal, and the named ones are not', () => {
    const schema = z.object({ plain: z.string() }).catchall(secret);
    expect(taken(schema, { plain: 'p', other: 'o' })).toEqual({ '/other': 'o' });
  });

  it('is not what is null already or missing', () => {
    expect(taken(z.object({ own: secret, other: secret.optional() }), { own: null })).toBeNull();
  });

  it('is nothing in types without a mark', () => {
    expect(planOf(vocabulary.CustomerTagsChanged.data)).toBeNull();
    expect(planOf(vocabulary.EmailReserved.data)).toBeNull();
  });

  it('leaves the data of the caller as it is', () => {
    const data = { list: [{ own: 'a' }] };
    expect(taken(z.object({ list: z.array(z.object({ own: secret })) }), data)).toEqual({
      '/list/0/own': 'a',
    });
    expect(data).toEqual({ list: [{ own: 'a' }] });
  });

  it('cannot be told in a schema that holds itself, or that is not JSON', () => {
    expect(() => planOf(z.object({ self: z.lazy(() => secret) }))).toThrow('cannot hold a lazy');
    expect(() => planOf(z.object({ all: z.map(z.string(), secret) }))).toThrow('cannot hold a map');
  });
});

describe('defaults', () => {
  it('are found wherever they are', () => {
    expect(hasDefaults(z.object({ a: z.array(z.object({ b: z.string().default('') })) }))).toBe(true);
    expect(hasDefaults(z.object({ a: z.array(z.object({ b: z.string().nullable() })) }))).toBe(false);
  });
});
