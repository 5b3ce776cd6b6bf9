import { Missing, type Refusal } from '@crm/contracts';
import { folded, id } from '@crm/service-kit/testing/given';
import { describe, expect, it } from '@jest/globals';
import { after, email, phone, registered, thrown } from '../../testing/customer.ts';
import { customer } from './customer.ts';

const work = email('e1', 'work@example.org', { primary: true });
const home = email('e2', 'home@example.org', { label: 'home' });
const mobile = phone('p1', '+4930111111', { primary: true });
const office = phone('p2', '+4930222222', { label: 'office' });

const alone = after(registered());
const withBoth = after(registered({ emails: [work, home], phones: [mobile, office] }));
const emailPath = (emailId: string) => ({ path: { emailId } });
const phonePath = (phoneId: string) => ({ path: { phoneId } });
const codeOf = (decide: () => unknown) => (thrown(decide) as Refusal).code;

describe('e-mail addresses', () => {
  it('the first one is primary', () => {
    expect(alone('AddEmail', { address: ' Ada@Example.org ' })).toEqual([
      { type: 'CustomerEmailAdded', data: email(id(1), 'ada@example.org', { primary: true }) },
    ]);
  });

  it('another one is primary only where that is asked for, and takes the place of the one before', () => {
    expect(withBoth('AddEmail', { address: 'new@example.org' })).toEqual([
      { type: 'CustomerEmailAdded', data: email(id(1), 'new@example.org') },
    ]);
    expect(withBoth('AddEmail', { address: 'new@example.org', primary: true })).toEqual([
      { type: 'CustomerEmailChanged', data: { ...work, primary: false } },
      { type: 'CustomerEmailAdded', data: email(id(1), 'new@example.org', { primary: true }) },
    ]);
  });

  it('the same one again changes nothing, however it is written', () => {
    expect(withBoth('AddEmail', { address: 'WORK@EXAMPLE.ORG' })).toEqual([]);
    const unicode = after(registered({ emails: [email('e1', 'a@bücher.example', { primary: true })] }));
    expect(unicode('AddEmail', { address: 'a@xn--bcher-kva.example' })).toEqual([]);
  });

  it('are ten at most', () => {
    const emails = Array.from({ length: 10 }, (_, n) =>
      email(`e${n}`, `${n}@example.org`, { primary: n === 0 }),
    );
    expect(codeOf(() => after(registered({ emails }))('AddEmail', { address: 'x@example.org' }))).toBe(
      'too-many-contacts',
    );
  });

  it('change whole: the event holds the entry as it stands now', () => {
    expect(withBoth('ChangeEmail', { invalid: true, label: 'home' }, emailPath('e2'))).toEqual([
      { type: 'CustomerEmailChanged', data: { ...home, invalid: true } },
    ]);
    expect(withBoth('ChangeEmail', { label: 'home' }, emailPath('e2'))).toEqual([]);
    expect(withBoth('ChangeEmail', { primary: true }, emailPath('e1'))).toEqual([]);
    expect(withBoth('ChangeEmail', { primary: true }, emailPath('e2'))).toEqual([
      { type: 'CustomerEmailChanged', data: { ...work, primary: false } },
      { type: 'CustomerEmailChanged', data: { ...home, primary: true } },
    ]);
  });

  it('cannot become one that the customer has already', () => {
    expect(codeOf(() => withBoth('ChangeEmail', { address: 'work@example.org' }, emailPath('e2')))).toBe(
      'email-repeated',
    );
  });

  it('are shared only as long as they are the address that was registered anyway', () => {
    const shared = email('e1', 'a@example.org', { primary: true, shared: true });
    const at = after(registered({ emails: [shared] }));
    expect(at('ChangeEmail', { label: 'home' }, emailPath('e1'))).toEqual([
      { type: 'CustomerEmailChanged', data: { ...shared, label: 'home' } },
    ]);
    expect(at('ChangeEmail', { address: 'b@example.org' }, emailPath('e1'))).toEqual([
      { type: 'CustomerEmailChanged', data: { ...shared, address: 'b@example.org', shared: false } },
    ]);
    expect(at('ChangeEmail', { address: 'b@example.org', registerAnyway: true }, emailPath('e1'))).toEqual([
      { type: 'CustomerEmailChanged', data: { ...shared, address: 'b@example.org' } },
    ]);
  });

  it('go, and the next one becomes primary where the primary one goes', () => {
    expect(withBoth('RemoveEmail', {}, emailPath('e2'))).toEqual([
      { type: 'CustomerEmailRemoved', data: { id: 'e2' } },
    ]);
    expect(withBoth('RemoveEmail', {}, emailPath('e1'))).toEqual([
      { type: 'CustomerEmailRemoved', data: { id: 'e1' } },
      { type: 'CustomerEmailChanged', data: { ...home, primary: true } },
    ]);
  });

  it('that nobody knows are missing', () => {
    expect(thrown(() => withBoth('ChangeEmail', {}, emailPath('e9')))).toEqual(new Missing('e-mail address'));
    expect(thrown(() => withBoth('RemoveEmail', {}, emailPath('e9')))).toEqual(new Missing('e-mail address'));
  });

  it('of an erased person reserve nothing', () => {
    const state = folded(customer, [registered({ emails: [email('e1', null, { primary: true })] })]);
    expect(customer.reserves?.(state)).toEqual([]);
  });
});

describe('telephone numbers', () => {
  it('the first one is primary, another one where that is asked for', () => {
    expect(alone('AddPhone', { number: '+49 30 333 333' })).toEqual([
      { type: 'CustomerPhoneAdded', data: phone(id(1), '+4930333333', { primary: true }) },
    ]);
    expect(withBoth('AddPhone', { number: '+4930333333', primary: true })).toEqual([
      { type: 'CustomerPhoneChanged', data: { ...mobile, primary: false } },
      { type: 'CustomerPhoneAdded', data: phone(id(1), '+4930333333', { primary: true }) },
    ]);
    expect(withBoth('AddPhone', { number: '0049 (30) 111111' })).toEqual([]);
  });

  it('are ten at most', () => {
    const phones = Array.from({ length: 10 }, (_, n) =>
      phone(`p${n}`, `+49301000${n}`, { primary: n === 0 }),
    );
    expect(codeOf(() => after(registered({ phones }))('AddPhone', { number: '+4930333333' }))).toBe(
      'too-many-contacts',
    );
  });

  it('change whole, and not into one that the customer has already', () => {
    expect(withBoth('ChangePhone', { doNotCall: true }, phonePath('p1'))).toEqual([
      { type: 'CustomerPhoneChanged', data: { ...mobile, doNotCall: true } },
    ]);
    expect(withBoth('ChangePhone', { number: '+49 30 111111' }, phonePath('p1'))).toEqual([]);
    expect(withBoth('ChangePhone', { primary: true, label: 'fax' }, phonePath('p2'))).toEqual([
      { type: 'CustomerPhoneChanged', data: { ...mobile, primary: false } },
      { type: 'CustomerPhoneChanged', data: { ...office, label: 'fax', primary: true } },
    ]);
    expect(codeOf(() => withBoth('ChangePhone', { number: '+4930111111' }, phonePath('p2')))).toBe(
      'phone-repeated',
    );
  });

  it('go, and the next one becomes primary where the primary one goes', () => {
    expect(withBoth('RemovePhone', {}, phonePath('p1'))).toEqual([
      { type: 'CustomerPhoneRemoved', data: { id: 'p1' } },
      { type: 'CustomerPhoneChanged', data: { ...office, primary: true } },
    ]);
    expect(thrown(() => withBoth('RemovePhone', {}, phonePath('p9')))).toEqual(
      new Missing('telephone number'),
    );
  });
});
