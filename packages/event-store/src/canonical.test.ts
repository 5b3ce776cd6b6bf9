import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonical, eventBytes } from './canonical.ts';
import { NotCanonical } from './errors.ts';

describe('canonical', () => {
  it('follows the example of RFC 8785, section 3.2.2', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e3, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonical(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1000,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('orders properties by UTF-16 code units, as section 3.2.3 does', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const text = canonical(Object.fromEntries(keys.map((key) => [key, 0])));
    expect(Object.keys(JSON.parse(text))).toEqual(['1', '\r', '\u0080', 'ö', '€', '😀', '\ufb33']);
  });

  it('is the same text again after it was parsed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(isExact(value));
        const text = canonical(value);
        expect(canonical(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("writes what the library of the RFC's author writes", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        fc.pre(isExact(value));
        expect(canonical(value)).toBe(canonicalize(value));
      }),
    );
  });

  it('leaves out what is undefined', () => {
    expect(canonical({ b: undefined, a: 1 })).toBe('{"a":1}');
  });

  it.each<[string, unknown, string]>([
    ['an integer beyond 2^53', { a: [1, 2 ** 53] }, '$.a[1]'],
    ['NUL', { a: { b: 'x\0y' } }, '$.a.b'],
    ['NUL in a name', { a: { 'b\0': 1 } }, '$.a.b\0'],
    ['a lone surrogate', ['\ud83d'], '$[0]'],
    ['a bigint', { a: 1n }, '$.a'],
    ['undefined in an array', { a: [undefined] }, '$.a[0]'],
    ['NaN', { a: Number.NaN }, '$.a'],
    ['a date', { at: new Date(0) }, '$.at'],
    ['a map', { a: new Map() }, '$.a'],
    ['a function', { a: () => 1 }, '$.a'],
    ['endless depth', nested(101), `$${'[0]'.repeat(100)}`],
  ])('refuses %s and says where', (_, value, path) => {
    expect(() => canonical(value)).toThrow(NotCanonical);
    expect(() => canonical(value)).toThrow(expect.objectContaining({ path }));
  });

  it('never quotes the value that it refuses', () => {
    expect(() => canonical({ name: 'Ada\0Lovelace' })).toThrow('$.name: NUL cannot be stored');
  });
});

describe('eventBytes', () => {
  it('covers everything but the position', () => {
    const event = {
      stream: 'customer-1',
      revision: 3,
      id: '0198c0de-0000-7000-8000-000000000001',
      type: 'CustomerTagsChanged',
      schema: 1,
      position: 99n,
      data: { removed: [], added: ['é'] },
      metadata: { recordedAt: '2026-11-24T12:00:00.000Z', actor: 'system', correlation: 'c', causation: 'c' },
    };
    expect(Buffer.from(eventBytes(event)).toString()).toBe(
      '{"data":{"added":["é"],"removed":[]},"id":"0198c0de-0000-7000-8000-000000000001",' +
        '"metadata":{"actor":"system","causation":"c","correlation":"c","recordedAt":"2026-11-24T12:00:00.000Z"},' +
        '"revision":3,"schema":1,"stream":"customer-1","type":"CustomerTagsChanged"}',
    );
  });
});

function nested(depth: number): unknown {
  return depth === 0 ? [] : [nested(depth - 1)];
}

function isExact(value: unknown): boolean {
  try {
    canonical(value);
    return true;
  } catch (error) {
    if (error instanceof NotCanonical) return false;
    throw error;
  }
}
