import { describe, expect, it } from '@jest/globals';
import { apiPath, pathNames, queryString } from './path.ts';

describe('the path of a question or command', () => {
  it('is filled with ids and stands below /api', () => {
    expect(apiPath('/customers/:id/emails/:emailId', { id: 'a', emailId: 'b/c' })).toBe(
      '/api/customers/a/emails/b%2Fc',
    );
  });
  it('is refused when an id is missing', () => {
    expect(() => apiPath('/customers/:id', { id: '' })).toThrow('needs id');
  });
  it('tells its names', () => {
    expect(pathNames('/customers/:id/emails/:emailId')).toEqual(['id', 'emailId']);
  });
});

describe('the query string', () => {
  it('repeats the name of a list and leaves out what is not said', () => {
    expect(queryString({ stage: ['lead', 'other'], q: 'a&b', after: undefined, tag: [] })).toBe(
      '?q=a%26b&stage=lead&stage=other',
    );
  });
  it('is the same whatever the order of the names', () => {
    expect(queryString({ b: 1, a: 2 })).toBe(queryString({ a: 2, b: 1 }));
  });
  it('is empty where nothing is said', () => {
    expect(queryString({})).toBe('');
  });
});
