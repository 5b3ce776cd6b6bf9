import { customerEvents, type Email, type Phone } from '@crm/contracts';
import { z } from 'zod';
import { changed, removed } from './contacts.ts';
import { retagged } from './customer.ts';
import { said } from './partial-folds.ts';
import { ignore, readModel } from './read-model.ts';

/** Narrow on purpose: the text indexes are touched only when the text changes, not by every interaction. */
const Row = z.object({
  id: z.string(),
  ownerId: z.string().nullable(),
  archived: z.boolean(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  companyName: z.string().nullable(),
  emails: z.array(z.object({ id: z.string(), primary: z.boolean(), address: z.string().nullable() })),
  phones: z.array(z.object({ id: z.string(), primary: z.boolean(), number: z.string().nullable() })),
  tags: z.array(z.string()),
  /** All of it folded to plain lower-case words, for prefix search; addresses and numbers whole as well. */
  words: z.array(z.string()),
  /** The plain words in one text, for likeness. */
  text: z.string(),
});
type Row = z.infer<typeof Row>;

/** What a search box searches. Its table: customer-search.table.sql, customer-search.indexes.sql */
export const customerSearch = readModel('customer_search', Row, {
  version: 2,
  tells: { needs: 'customer.read', customer: 'id' },
  of: customerEvents,
  key: ['id'],
  keyOf: ({ entityId }) => ({ id: entityId }),
  first: ['CustomerRegistered'],
  derive: (row) => worded(row),
  on: {
    CustomerRegistered: (_, { entityId, data }) => ({
      id: entityId,
      ownerId: data.ownerId,
      archived: false,
      firstName: data.firstName,
      lastName: data.lastName,
      companyName: data.companyName,
      emails: data.emails.map(emailOf),
      phones: data.phones.map(phoneOf),
      tags: data.tags,
      words: [],
      text: '',
    }),
    CustomerDetailsChanged: (row, { data: { firstName, lastName, companyName } }) => ({
      ...row,
      ...said({ firstName, lastName, companyName }),
    }),
    CustomerEmailAdded: (row, { data }) => ({ ...row, emails: [...row.emails, emailOf(data)] }),
    CustomerEmailChanged: (row, { data }) => ({ ...row, emails: changed(row.emails, emailOf(data)) }),
    CustomerEmailRemoved: (row, { data }) => ({ ...row, emails: removed(row.emails, data.id) }),
    CustomerPhoneAdded: (row, { data }) => ({ ...row, phones: [...row.phones, phoneOf(data)] }),
    CustomerPhoneChanged: (row, { data }) => ({ ...row, phones: changed(row.phones, phoneOf(data)) }),
    CustomerPhoneRemoved: (row, { data }) => ({ ...row, phones: removed(row.phones, data.id) }),
    CustomerAddressChanged: ignore,
    CustomerTagsChanged: (row, { data }) => ({ ...row, tags: retagged(row.tags, data) }),
    CustomerAssigned: (row, { data }) => ({ ...row, ownerId: data.to }),
    CustomerStageChanged: ignore,
    CustomerArchived: (row) => ({ ...row, archived: true }),
    CustomerRestored: (row) => ({ ...row, archived: false }),
    CustomerErased: (row) => ({
      ...row,
      archived: true,
      firstName: null,
      lastName: null,
      companyName: null,
      emails: [],
      phones: [],
      tags: [],
    }),
  },
});

/** Plain lower-case words without accents: `Zoë O'Brien` gives zoe, o, brien. What is searched is folded alike. */
export const wordsIn = (text: string): string[] => {
  // Most texts: a rebuild is through with them in half the time.
  if (ascii.test(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
};

const ascii = /^[\0-\x7f]*$/;

const emailOf = ({ id, primary, address }: Email) => ({ id, primary, address });
const phoneOf = ({ id, primary, number }: Phone) => ({ id, primary, number });

/**
 * A whole address as one word. Its mark keeps it apart from names: else whoever looks for those that begin with `anna`
 * walks through the address of every Anna, each a word of its own (20 ms among a million customers).
 */
export const addressWord = (address: string): string => `@${address.toLowerCase()}`;

/** Whole addresses are words too, so that a pasted one finds its customer; of numbers the digits. */
const worded = ({ firstName, lastName, companyName, emails, phones, tags }: Row): Partial<Row> => {
  const addresses = emails.flatMap(({ address }) => address ?? []);
  // As one text, since words end where a text ends: text by text it takes half as long again.
  const plain = [...new Set(wordsIn([firstName, lastName, companyName, ...addresses, ...tags].join(' ')))];
  const numbers = phones.flatMap(({ number }) => number?.replace(/\D/g, '') ?? []);
  return {
    words: [...new Set([...plain, ...addresses.map(addressWord), ...numbers])],
    text: plain.join(' '),
  };
};
