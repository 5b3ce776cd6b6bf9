import { expect, it } from '@jest/globals';
import { withOldValues } from './old-values.ts';
import { sentenceOf } from './sentences.ts';
import { shown } from './shown.ts';

const nameOf = (id: string) => (id === 'u1' ? 'Ana Ruiz' : id);
const email = {
  id: 'm1',
  address: 'ana@example.com',
  label: 'work',
  primary: true,
  invalid: false,
  optedOut: false,
  shared: false,
};
const registered = {
  salutation: null,
  firstName: 'Ana',
  lastName: 'Ruiz',
  jobTitle: null,
  companyName: null,
  birthDate: null,
  locale: null,
  timeZone: null,
  leadSource: null,
  emails: [email],
  phones: [],
  address: null,
  tags: [],
  stage: 'lead',
  ownerId: 'u1',
  source: 'manual',
  attributes: null,
};

it('names one changed field, and counts several', () => {
  expect(sentenceOf('CustomerDetailsChanged', { jobTitle: 'CTO' }).title).toBe('Job title changed');
  expect(sentenceOf('CustomerDetailsChanged', { jobTitle: 'CTO', locale: null }).title).toBe(
    '2 details changed',
  );
});

it('puts tags into its headline', () => {
  expect(sentenceOf('CustomerTagsChanged', { added: ['vip'], removed: ['cold'] }).title).toBe(
    'Tagged vip; untagged cold',
  );
  expect(sentenceOf('CustomerTagsChanged', { added: [], removed: ['cold'] }).title).toBe('Untagged cold');
});

it('never leaves a line blank: an unknown type and an unknown shape are told generically', () => {
  expect(sentenceOf('CustomerScoreRaised', { score: 7 })).toEqual({
    title: 'Customer score raised',
    settings: [{ key: 'score', field: 'score', label: 'Score', to: 7 }],
  });
  expect(sentenceOf('CustomerStageChanged', { moved: 'up' }).title).toBe('Customer stage changed');
  expect(sentenceOf('toString', {}).title).not.toBe('');
});

it('faces erased content', () => {
  const sentence = sentenceOf('CustomerDetailsChanged', { jobTitle: null });
  expect(sentence.settings.map(({ field, to }) => shown(field, to, nameOf))).toEqual(['–']);
});

it('finds what held before among the older events', () => {
  const sentences = withOldValues([
    { id: '3', type: 'CustomerDetailsChanged', data: { jobTitle: 'CEO' } },
    { id: '2', type: 'CustomerDetailsChanged', data: { jobTitle: 'CTO' } },
    { id: '1', type: 'CustomerRegistered', data: registered },
  ]);
  expect(sentences.get('3')?.settings).toMatchObject([{ from: 'CTO', to: 'CEO' }]);
  expect(sentences.get('2')?.settings).toMatchObject([{ from: null, to: 'CTO' }]);
});

it('says that it does not know the old value where the older events are not there', () => {
  const sentences = withOldValues([{ id: '2', type: 'CustomerDetailsChanged', data: { jobTitle: 'CTO' } }]);
  expect(sentences.get('2')?.settings[0]).not.toHaveProperty('from');
});

it('tells one address from another', () => {
  const sentences = withOldValues([
    { id: '2', type: 'CustomerEmailChanged', data: { ...email, optedOut: true } },
    { id: '1', type: 'CustomerRegistered', data: registered },
  ]);
  const [line] = sentences.get('2')?.settings ?? [];
  expect([line?.from, line?.to].map((value) => shown('emails', value, nameOf))).toEqual([
    'ana@example.com, work, primary',
    'ana@example.com, work, primary, opted out',
  ]);
});

it('shows stored values as people read them', () => {
  expect(shown('stage', 'marketing_qualified_lead', nameOf)).toBe('Marketing qualified lead');
  expect(shown('ownerId', 'u1', nameOf)).toBe('Ana Ruiz');
  expect(shown('durationSec', 3900, nameOf)).toBe('1 h 5 min');
  expect(shown('durationSec', 80, nameOf)).toBe('1 min 20 s');
  expect(shown('pinned', true, nameOf)).toBe('yes');
  expect(shown('tags', [], nameOf)).toBe('–');
  const at = '2026-11-25T18:08:00.000Z';
  expect(
    shown(
      'doNotContact',
      [
        { channel: 'sms', reason: 'asked', at },
        { channel: 'email', reason: null, at },
      ],
      nameOf,
    ),
  ).toBe('SMS: asked, E-mail');
  expect(
    shown(
      'address',
      { countryCode: 'ES', street: 'Calle 1', city: 'Madrid', state: null, postalCode: null },
      nameOf,
    ),
  ).toBe('Calle 1, Madrid, ES');
});

it('shows a name that looks like a code as it was written', () => {
  expect(shown('companyName', 'snake_case', nameOf)).toBe('snake_case');
});
