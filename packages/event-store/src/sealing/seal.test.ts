import { type EventType, vocabulary } from '@crm/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { arbitraryOf, marker } from '../../testing/arbitrary.ts';
import { NotCanonical, SealBroken } from '../errors.ts';
import { planOf } from './plan.ts';
import { type Data, open, seal, takeOut } from './seal.ts';

const key = { key: Buffer.alloc(32, 7), generation: 3 };
const bound = {
  id: 'b4c1f5f0-0000-7000-8000-000000000001',
  stream: 'customer-1',
  type: 'CustomerRegistered',
};

/** Data as the log keeps it; null: nothing of it is personal. */
const sealed = (type: EventType, data: Data): Data | null => {
  const plan = planOf(vocabulary[type].data);
  const parts = plan === null ? null : takeOut(plan, data);
  return parts?.personal ? seal(key, parts.open, parts.personal, bound) : null;
};
/** As a store hands it to one reader. */
const parsed = (data: unknown): Data => JSON.parse(JSON.stringify(data));

const types = Object.keys(vocabulary) as EventType[];

describe.each(types)('%s', (type) => {
  const anyData = arbitraryOf(vocabulary[type].data).map(parsed);

  it('opens to what was sealed', () => {
    fc.assert(
      fc.property(anyData, (data) => {
        const stored = sealed(type, data);
        if (stored !== null) expect(open(key, parsed(stored), bound)).toEqual(data);
      }),
    );
  });

  it('holds nothing personal while it is sealed, and parses with nulls when its key is gone', () => {
    fc.assert(
      fc.property(anyData, (data) => {
        const stored = sealed(type, data);
        if (stored === null) return;
        const erased = open(undefined, parsed(stored), bound);
        const left = takeOut(planOf(vocabulary[type].data) as never, erased);
        expect(left.personal).toBeNull();
        expect(vocabulary[type].data.parse(erased)).toEqual(erased);
        expect(open({ ...key, generation: 4 }, parsed(stored), bound)).toEqual(erased);
      }),
    );
  });
});

describe('a seal', () => {
  const stored = () => parsed(sealed('CustomerEmailAdded', email));
  const email = {
    id: 'e-1',
    address: `${marker}ann@example.com`,
    label: 'work',
    primary: true,
    invalid: false,
    optedOut: false,
    shared: false,
  };

  it('hides what it seals', () => {
    expect(JSON.stringify(stored())).not.toContain(marker);
    expect(stored()).toMatchObject({ id: 'e-1', address: null, label: 'work' });
  });

  it('has another ciphertext each time', () => {
    expect(stored().sealed).not.toBe(stored().sealed);
  });

  it.each([
    ['another id', { ...bound, id: 'b4c1f5f0-0000-7000-8000-000000000002' }],
    ['another stream', { ...bound, stream: 'customer-2' }],
    ['another type', { ...bound, type: 'CustomerEmailChanged' }],
  ])('does not open for %s', (_, other) => {
    expect(() => open(key, stored(), other)).toThrow(SealBroken);
  });

  it('does not open under another key', () => {
    expect(() => open({ ...key, key: Buffer.alloc(32, 8) }, stored(), bound)).toThrow(SealBroken);
  });

  it('does not open when any byte of it has changed, or some are missing', () => {
    const bytes = Buffer.from(String(stored().sealed), 'base64url');
    for (const index of bytes.keys()) {
      // The generation says under which key: of another one there is nothing to open.
      if (index === 1 || index === 2) continue;
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      const data = { ...stored(), sealed: changed.toString('base64url') };
      expect(() => open(key, data, bound)).toThrow(SealBroken);
    }
    for (const length of [0, 1, 2, 3, 30, bytes.length - 1]) {
      const data = { ...stored(), sealed: bytes.subarray(0, length).toString('base64url') };
      expect(() => open(key, data, bound)).toThrow(SealBroken);
    }
  });

  it('does not open when the place of a value is gone', () => {
    const { address: _, ...rest } = stored();
    expect(() => open(key, rest, bound)).toThrow(SealBroken);
  });

  it('never says what is in it', () => {
    try {
      open(key, stored(), { ...bound, id: 'other' });
    } catch (error) {
      expect(String(error)).not.toContain('ann@example.com');
    }
    expect.assertions(1);
  });

  it('is refused for what has no canonical JSON', () => {
    const plan = planOf(vocabulary.UserRenamed.data);
    const parts = plan && takeOut(plan, { name: 'lone \ud800 surrogate' });
    expect(() => parts?.personal && seal(key, parts.open, parts.personal, bound)).toThrow(NotCanonical);
  });
});
