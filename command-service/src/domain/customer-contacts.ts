import { type Email, Missing, normalEmail, type Phone, Refusal } from '@crm/contracts';
import { active, type Customer, type Decide, type Evolve, moving } from './customer-state.ts';
import { isEmpty, news } from './news.ts';

/** Addresses and numbers each: more is a mailing list, not a person (EspoCRM draws the same line). */
const atMost = 10;

type Contact = Email | Phone;

/** E-mail addresses and telephone numbers: where there are any, exactly one of each is primary. */
export const decideContacts: Decide<
  'AddEmail' | 'ChangeEmail' | 'RemoveEmail' | 'AddPhone' | 'ChangePhone' | 'RemovePhone'
> = {
  AddEmail: (customer, { registerAnyway, ...email }, { newId }) => {
    const { emails } = active(customer);
    if (emails.some(({ address }) => isSameAddress(address, email.address))) return [];
    refuseTooMany(emails);
    const added = { ...email, id: newId(), invalid: false, optedOut: false, shared: registerAnyway };
    return [
      ...demoted(emails, added.primary).map(emailChanged),
      { type: 'CustomerEmailAdded', data: { ...added, primary: added.primary || emails.length === 0 } },
    ];
  },

  ChangeEmail: (customer, { emailId, registerAnyway, ...change }) => {
    const { emails } = active(customer);
    const email = found(emails, emailId, 'e-mail address');
    const changed = news(change, email);
    if (isEmpty(changed)) return [];
    if (changed.address !== undefined) refuseTaken(emails, emailId, changed.address);
    const shared = changed.address === undefined ? email.shared : registerAnyway;
    return [
      ...demoted(emails, changed.primary === true).map(emailChanged),
      emailChanged({ ...email, ...changed, shared }),
    ];
  },

  RemoveEmail: (customer, { emailId }) => {
    const { emails } = active(customer);
    const { id } = found(emails, emailId, 'e-mail address');
    return [{ type: 'CustomerEmailRemoved', data: { id } }, ...promoted(emails, id).map(emailChanged)];
  },

  AddPhone: (customer, phone, { newId }) => {
    const { phones } = active(customer);
    if (phones.some(({ number }) => number === phone.number)) return [];
    refuseTooMany(phones);
    const added = { ...phone, id: newId(), invalid: false, doNotCall: false };
    return [
      ...demoted(phones, added.primary).map(phoneChanged),
      { type: 'CustomerPhoneAdded', data: { ...added, primary: added.primary || phones.length === 0 } },
    ];
  },

  ChangePhone: (customer, { phoneId, ...change }) => {
    const { phones } = active(customer);
    const phone = found(phones, phoneId, 'telephone number');
    const changed = news(change, phone);
    if (isEmpty(changed)) return [];
    if (changed.number !== undefined && phones.some(({ number }) => number === changed.number))
      throw new Refusal('phone-repeated', 'The customer has this telephone number already.');
    return [
      ...demoted(phones, changed.primary === true).map(phoneChanged),
      phoneChanged({ ...phone, ...changed }),
    ];
  },

  RemovePhone: (customer, { phoneId }) => {
    const { phones } = active(customer);
    const { id } = found(phones, phoneId, 'telephone number');
    return [{ type: 'CustomerPhoneRemoved', data: { id } }, ...promoted(phones, id).map(phoneChanged)];
  },
};

export const evolveContacts: Evolve<
  | 'CustomerEmailAdded'
  | 'CustomerEmailChanged'
  | 'CustomerEmailRemoved'
  | 'CustomerPhoneAdded'
  | 'CustomerPhoneChanged'
  | 'CustomerPhoneRemoved'
> = {
  CustomerEmailAdded: moving(({ emails }, email) => ({ emails: [...emails, email] })),
  CustomerEmailChanged: moving(({ emails }, email) => ({ emails: replaced(emails, email) })),
  CustomerEmailRemoved: moving(({ emails }, { id }) => ({
    emails: emails.filter((email) => email.id !== id),
  })),
  CustomerPhoneAdded: moving(({ phones }, phone) => ({ phones: [...phones, phone] })),
  CustomerPhoneChanged: moving(({ phones }, phone) => ({ phones: replaced(phones, phone) })),
  CustomerPhoneRemoved: moving(({ phones }, { id }) => ({
    phones: phones.filter((phone) => phone.id !== id),
  })),
};

/** The addresses that only this customer may hold, in normal form. */
export const reservedAddresses = (customer: Customer): readonly string[] => {
  if (customer.status === 'none') return [];
  const known = reserved.get(customer.emails);
  if (known !== undefined) return known;
  const addresses = customer.emails.flatMap(({ address, shared }) =>
    shared || address === null ? [] : (normalEmail(address) ?? []),
  );
  reserved.set(customer.emails, addresses);
  return addresses;
};

/** What each list of addresses reserves. A list never changes, and most commands keep it: asked four times in each. */
const reserved = new WeakMap<readonly Email[], readonly string[]>();

/** The same contacts with exactly one primary: the first that asks to be, else the first. */
export const withOnePrimary = <C extends { readonly primary: boolean }>(contacts: readonly C[]): C[] => {
  const first = Math.max(
    contacts.findIndex(({ primary }) => primary),
    0,
  );
  return contacts.map((contact, n) => ({ ...contact, primary: n === first }));
};

const emailChanged = (data: Email) => ({ type: 'CustomerEmailChanged', data }) as const;
const phoneChanged = (data: Phone) => ({ type: 'CustomerPhoneChanged', data }) as const;

const isSameAddress = (one: string | null, other: string): boolean =>
  one !== null && normalEmail(one) === normalEmail(other);

/** The primary one, no longer so, where another takes its place. */
const demoted = <C extends Contact>(contacts: readonly C[], takenOver: boolean): C[] =>
  contacts.filter(({ primary }) => takenOver && primary).map((contact) => ({ ...contact, primary: false }));

/** The next one, now primary, where the primary one goes. */
const promoted = <C extends Contact>(contacts: readonly C[], gone: string): C[] => {
  const rest = contacts.filter(({ id }) => id !== gone);
  return rest.some(({ primary }) => primary)
    ? []
    : rest.slice(0, 1).map((contact) => ({ ...contact, primary: true }));
};

const replaced = <C extends Contact>(contacts: readonly C[], changed: C): C[] =>
  contacts.map((contact) => (contact.id === changed.id ? changed : contact));

const found = <C extends Contact>(contacts: readonly C[], id: string, what: string): C => {
  const contact = contacts.find((each) => each.id === id);
  if (contact === undefined) throw new Missing(what);
  return contact;
};

const refuseTooMany = (contacts: readonly Contact[]): void => {
  if (contacts.length >= atMost)
    throw new Refusal('too-many-contacts', `A customer has at most ${atMost} of these.`);
};

const refuseTaken = (emails: readonly Email[], emailId: string, address: string): void => {
  if (emails.some(({ id, address: other }) => id !== emailId && isSameAddress(other, address)))
    throw new Refusal('email-repeated', 'The customer has this e-mail address already.');
};
