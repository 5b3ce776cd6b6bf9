import { DoNotContact, Money } from '@crm/contracts';
import { formatCivilDay, formatDuration, formatMoment, formatNumber, humanise } from '../ui/format.ts';
import { formatMoney } from '../ui/money.ts';

/** Gives a user's or a campaign's id its name. */
export type NameOf = (userId: string) => string;

/** Stands for "nothing": an empty field, or one whose content was erased. */
export const nothing = '–';

/** Fields whose text is one of a set: shown in words, where free text is shown as it was written. */
const coded = new Set([
  'stage',
  'source',
  'leadSource',
  'kind',
  'direction',
  'status',
  'outcome',
  'sentiment',
  'role',
  'suppressed',
  'type',
]);
/** Fields that hold the id of somebody or something with a name. */
const named = new Set(['ownerId', 'userId', 'recordedBy', 'createdBy', 'updatedBy', 'campaignId']);

/** A field's value of any shape as one line of text; never empty. */
export const shown = (field: string, value: unknown, nameOf: NameOf): string => {
  const name = field.slice(field.lastIndexOf('.') + 1);
  if (value === null || value === undefined || value === '') return nothing;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (name === 'durationSec') return formatDuration(Number(value));
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'string') return text(name, value, nameOf);
  if (Array.isArray(value)) return list(value.map((each) => shown(field, each, nameOf)));
  return record(value, nameOf);
};

/** Entries that have commas of their own are parted by more. */
const list = (entries: readonly string[]): string =>
  entries.join(entries.some((entry) => entry.includes(', ')) ? '; ' : ', ') || nothing;

const text = (name: string, value: string, nameOf: NameOf): string => {
  if (named.has(name)) return nameOf(value);
  if (coded.has(name)) return humanise(value);
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return formatMoment(value);
  return /^\d{4}-\d\d-\d\d$/.test(value) ? formatCivilDay(value) : value;
};

/** An address or number with what holds of it, a postal address in one line, or anything else pair by pair. */
const record = (value: object, nameOf: NameOf): string => {
  const money = Amount.safeParse(value);
  if (money.success) return formatMoney(money.data);
  const barred = Barred.safeParse(value);
  return barred.success
    ? [humanise(barred.data.channel), barred.data.reason ?? []].flat().join(': ')
    : pairs(value, nameOf);
};

/** Exactly an amount, and exactly a channel that is barred: whatever else has their fields is told pair by pair. */
const Amount = Money.strict();
const Barred = DoNotContact.strict();

const pairs = (value: object, nameOf: NameOf): string =>
  Object.entries(value)
    .filter(([key, each]) => key !== 'id' && each !== null && each !== false)
    .sort(([one], [other]) => placeOf(one) - placeOf(other))
    .map(([key, each]) => {
      if (each === true) return flagged(key);
      return plain.includes(key) ? shown(key, each, nameOf) : `${key}: ${shown(key, each, nameOf)}`;
    })
    .join(', ') || nothing;

/** Fields that say by their content alone what they are, in the order in which they are read. */
const plain = [
  'street',
  'postalCode',
  'city',
  'state',
  'countryCode',
  'userId',
  'address',
  'number',
  'label',
  'role',
];

const placeOf = (key: string): number => (plain.includes(key) ? plain.indexOf(key) : plain.length);

const flagged = (key: string): string => key.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
