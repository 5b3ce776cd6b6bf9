import { expect, it } from '@jest/globals';
import { sentenceOf } from './sentences.ts';
import { summaryOf } from './summary.ts';

const tagged = sentenceOf('CustomerTagsChanged', { added: ['vip'], removed: [] });
const barred = sentenceOf('CustomerDoNotContactSet', { channel: 'sms', reason: 'asked', campaignId: null });
const lifted = sentenceOf('CustomerDoNotContactLifted', { channel: 'sms' });
const renamed = sentenceOf('CustomerDetailsChanged', { jobTitle: 'Boss' });

it('names what was changed, each thing once', () => {
  expect(summaryOf([renamed, tagged, renamed])).toBe('job title, tags');
});

it('does not take what sets no field for a change of tags', () => {
  expect(summaryOf([lifted, renamed])).toBe('contact by SMS, job title');
  expect(summaryOf([lifted, barred])).toBe('contact by SMS');
  expect(summaryOf([sentenceOf('CustomerRestored', {})])).toBe('restored from the archive');
});

it('counts what is more than a few', () => {
  const details = ['firstName', 'lastName', 'jobTitle', 'locale', 'birthDate'].map((field) =>
    sentenceOf('CustomerDetailsChanged', { [field]: null }),
  );
  expect(summaryOf(details)).toBe('first name, last name, job title and 2 more');
});
