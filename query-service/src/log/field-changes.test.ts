import { describe, expect, it } from '@jest/globals';
import { fieldChanges } from './field-changes.ts';

describe('field changes', () => {
  it('name the fields that differ, in their order', () => {
    expect(fieldChanges({ a: 1, b: 2, c: 3 }, { a: 1, b: 3, c: null })).toEqual([
      { field: 'b', from: 2, to: 3 },
      { field: 'c', from: 3, to: null },
    ]);
  });

  it('take no value, null and an empty list for the same', () => {
    expect(fieldChanges({ a: null, tags: [] }, { tags: null, b: undefined })).toEqual([]);
    expect(fieldChanges(null, { tags: [], a: null })).toEqual([]);
  });

  it('go into nested values', () => {
    const before = { address: { city: 'Bonn', street: null } };
    expect(fieldChanges(before, { address: { city: 'Berlin', street: null } })).toEqual([
      { field: 'address.city', from: 'Bonn', to: 'Berlin' },
    ]);
    expect(fieldChanges(before, { address: null })).toEqual([
      { field: 'address.city', from: 'Bonn', to: null },
    ]);
  });

  it('compare every entry of a list with itself', () => {
    const [work, home] = [
      { id: '1', address: 'a@x.org', label: 'work' },
      { id: '2', address: 'b@x.org', label: 'home' },
    ];
    const added = fieldChanges({ emails: [work] }, { emails: [work, home] });
    expect(added).toEqual([{ field: 'emails', from: null, to: home }]);
    const changed = fieldChanges({ emails: [work, home] }, { emails: [{ ...work, label: 'other' }, home] });
    expect(changed).toEqual([{ field: 'emails.label', from: 'work', to: 'other' }]);
    expect(fieldChanges({ emails: [work, home] }, { emails: [] })).toHaveLength(2);
  });

  it('tell plain lists whole', () => {
    expect(fieldChanges({ tags: ['a'] }, { tags: ['a', 'b'] })).toEqual([
      { field: 'tags', from: ['a'], to: ['a', 'b'] },
    ]);
  });
});
