import { describe, expect, it } from '@jest/globals';
import { isNarrowed } from '../../customer-filter/customer-filter.ts';
import { plainList, questionOf, readListState, writeListState } from './list-state.ts';

const owner = '0190aaaa-0000-7000-8000-000000000001';

describe('the list in the address', () => {
  it('reads back what it wrote', () => {
    const state = {
      ...plainList,
      q: 'müller & söhne',
      stage: ['lead', 'customer'] as const,
      ownerId: [owner, 'none'],
      tag: ['vip', 'trade fair'],
      archived: 'all' as const,
      campaignId: owner,
      memberStatus: ['responded', 'bounced_hard'] as const,
      sort: 'name' as const,
      order: 'asc' as const,
      open: owner,
    };
    expect(readListState(new URLSearchParams(writeListState(state).toString()))).toEqual(state);
  });
  it('is empty for the plain list', () => {
    expect(writeListState(plainList).toString()).toBe('');
    expect(readListState(new URLSearchParams())).toEqual(plainList);
  });
  it('leaves out what it does not understand', () => {
    const params = new URLSearchParams(
      'stage=nonsense&ownerId=1&archived=perhaps&sort=shoe&order=up&tag=&campaignId=1',
    );
    expect(readListState(params)).toEqual(plainList);
  });
});

it('knows no member status without a campaign', () => {
  expect(questionOf({ ...plainList, memberStatus: ['sent'] })).toEqual({});
  expect(writeListState({ ...plainList, memberStatus: ['sent'] }).toString()).toBe('');
});

describe('the question it asks', () => {
  it('names only what is wished', () => {
    expect(questionOf(plainList)).toEqual({});
    expect(questionOf({ ...plainList, stage: ['lead'], sort: 'name', order: 'asc' })).toEqual({
      stage: ['lead'],
      sort: 'name',
      order: 'asc',
    });
  });
});

it('tells a narrowed list from a whole one', () => {
  expect(isNarrowed(plainList)).toBe(false);
  expect(isNarrowed({ ...plainList, archived: 'all' })).toBe(true);
});
