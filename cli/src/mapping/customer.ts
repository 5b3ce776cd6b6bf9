import type { customerCommands } from '@crm/contracts';
import type { z } from 'zod';
import { type Column, type Mapping, type Target, targetOf } from './mapping.ts';
import { splitName } from './names.ts';
import { country, day, leadSource, phone, salutation, stage, Unreadable } from './values.ts';

type Registration = z.input<typeof customerCommands.RegisterCustomer.body>;

/** One value of a row that cannot be used: the file's column, and why. */
export interface CellProblem {
  readonly column: string;
  readonly message: string;
}

/** A row as a command's body, or what is wrong with its cells. */
export type Mapped = { readonly body: Registration } | { readonly problems: readonly CellProblem[] };

/** Makes the function that turns a row's fields into a registration. */
export const customerMapper = (mapping: Mapping, columns: readonly string[]) => {
  const plan = columns.map((name) => ({
    name,
    column: mapping.columns[name] ?? ('attribute' as const),
    to: targetOf(mapping, name),
  }));
  const countryAt = plan.findIndex(({ to }) => to === 'country');

  return (fields: readonly string[]): Mapped => {
    const problems: CellProblem[] = [];
    const draft = emptyDraft(mapping);
    const home = homeCountry(fields[countryAt]?.trim(), mapping.defaultCountry);
    plan.forEach(({ name, column, to }, index) => {
      const value = fields[index]?.trim() ?? '';
      if (value === '') return;
      try {
        readers[to](draft, value, { name, column, mapping, home });
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        problems.push({ column: name, message: error.message });
      }
    });
    giveLastName(draft);
    const nameColumn = plan.find(({ to }) => to === 'lastName' || to === 'fullName')?.name ?? '';
    if (draft.body.lastName === '')
      problems.push({ column: nameColumn, message: 'is empty, and a customer needs a name' });
    return problems.length > 0 ? { problems } : { body: finished(draft, mapping) };
  };
};

interface Draft {
  readonly body: Registration & {
    emails: NonNullable<Registration['emails']>;
    phones: NonNullable<Registration['phones']>;
  };
  readonly address: Record<string, string>;
  readonly attributes: Record<string, string>;
  readonly tags: Set<string>;
  fullName?: string;
}
interface Cell {
  readonly name: string;
  readonly column: Column;
  readonly mapping: Mapping;
  /** The country the row's numbers belong to. */
  readonly home: string | undefined;
}

const emptyDraft = (mapping: Mapping): Draft => ({
  body: { lastName: '', emails: [], phones: [], source: 'import' },
  address: {},
  attributes: {},
  tags: new Set(mapping.addTags),
});

const several = (value: string, separator: RegExp): readonly string[] =>
  value
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

type Reader = (draft: Draft, value: string, cell: Cell) => void;

/** Takes a cell as it is; a line break in it becomes a space. */
const text =
  (
    field: 'firstName' | 'lastName' | 'jobTitle' | 'companyName' | 'locale' | 'timeZone' | 'ownerId',
  ): Reader =>
  ({ body }, value) => {
    body[field] = oneLine(value);
  };

/** The same for a line of the postal address. */
const place =
  (field: 'street' | 'city' | 'state' | 'postalCode'): Reader =>
  ({ address }, value) => {
    address[field] = several(value, /\r\n|\r|\n/).join(', ');
  };

/** How a cell's value enters the draft. */
const readers: Readonly<Record<Target, Reader>> = {
  fullName: (draft, value) => {
    draft.fullName = oneLine(value);
  },
  salutation: ({ body, attributes }, value, { name }) => {
    const known = salutation(value);
    if (known === null) attributes[name] = value;
    else body.salutation = known;
  },
  firstName: text('firstName'),
  lastName: text('lastName'),
  jobTitle: text('jobTitle'),
  companyName: text('companyName'),
  birthDate: ({ body }, value, { mapping }) => {
    body.birthDate = day(value, mapping.dateOrder);
  },
  locale: text('locale'),
  timeZone: text('timeZone'),
  leadSource: ({ body }, value, { mapping }) => {
    body.leadSource = leadSource(value, mapping.leadSources);
  },
  stage: ({ body }, value, { mapping }) => {
    body.stage = stage(value, mapping.stages);
  },
  tags: ({ tags }, value) => {
    for (const tag of several(value, /[,;|\n]|:::/)) tags.add(tag);
  },
  ownerId: text('ownerId'),
  email: ({ body }, value, { column }) => {
    const label = typeof column === 'object' && column.to === 'email' ? { label: column.label } : {};
    for (const address of several(value, /[,;|\s]+|:::/))
      if (!body.emails.some((email) => email.address.toLowerCase() === address.toLowerCase()))
        body.emails.push({ address, ...label });
  },
  phone: ({ body }, value, { column, home }) => {
    const label = typeof column === 'object' && column.to === 'phone' ? { label: column.label } : {};
    for (const written of several(value, /[,;|\n]|:::/)) {
      const number = phone(written, home);
      if (!body.phones.some((known) => known.number === number)) body.phones.push({ number, ...label });
    }
  },
  street: place('street'),
  city: place('city'),
  state: place('state'),
  postalCode: place('postalCode'),
  country: ({ address }, value) => {
    address.countryCode = country(value);
  },
  attribute: ({ attributes }, value, { name }) => {
    attributes[name] = value;
  },
  ignore: () => {},
};

const oneLine = (value: string): string => value.replace(/[\r\n\t]+/g, ' ');

/** A full name serves where there is no family name; a person with one name has it as the family name. */
const giveLastName = ({ body, fullName }: Draft): void => {
  if (body.lastName !== '') return;
  if (fullName !== undefined) Object.assign(body, splitName(fullName));
  else if (body.firstName) {
    body.lastName = body.firstName;
    delete body.firstName;
  }
};

const homeCountry = (written: string | undefined, fallback: string | undefined): string | undefined => {
  if (written === undefined || written === '') return fallback;
  try {
    return country(written);
  } catch (error) {
    if (error instanceof Unreadable) return fallback; // The country's own cell reports it.
    throw error;
  }
};

const finished = ({ body, address, attributes, tags }: Draft, { defaultCountry }: Mapping): Registration => ({
  ...body,
  ...(tags.size > 0 && { tags: [...tags] }),
  ...(Object.keys(address).length > 0 && {
    address: { ...(defaultCountry === undefined ? {} : { countryCode: defaultCountry }), ...address },
  }),
  ...(Object.keys(attributes).length > 0 && { attributes }),
});
