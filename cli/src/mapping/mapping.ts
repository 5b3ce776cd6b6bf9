import { EmailLabel, LeadSource, LifecycleStage, PhoneLabel } from '@crm/contracts';
import { z } from 'zod';
import { Unusable } from '../unusable.ts';

/** What a column can be. `fullName` is split; `attribute` keeps the value under the column's own name. */
export const Target = z.enum([
  'fullName',
  'salutation',
  'firstName',
  'lastName',
  'jobTitle',
  'companyName',
  'birthDate',
  'locale',
  'timeZone',
  'leadSource',
  'stage',
  'tags',
  'ownerId',
  'email',
  'phone',
  'street',
  'city',
  'state',
  'postalCode',
  'country',
  'attribute',
  'ignore',
]);
export type Target = z.infer<typeof Target>;

const Column = z.union([
  Target,
  z.strictObject({ to: z.literal('email'), label: EmailLabel }),
  z.strictObject({ to: z.literal('phone'), label: PhoneLabel }),
]);
export type Column = z.infer<typeof Column>;

/** A mapping as it is saved in a file: which column becomes what, and how values are read. */
export const Mapping = z.strictObject({
  /** By the file's own column names. Columns that are not listed become attributes. */
  columns: z.record(z.string(), Column),
  /** The country of telephone numbers without a country code and of addresses without a country, ISO 3166-1. */
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a two-letter country code such as DE')
    .optional(),
  /** How 03/04/2020 is read. Without it only dates that can be read in one way are. */
  dateOrder: z.enum(['day-first', 'month-first']).optional(),
  /** The file's own words for stages and sources. */
  stages: z.record(z.string(), LifecycleStage).default({}),
  leadSources: z.record(z.string(), LeadSource).default({}),
  /** Tags given to everybody in the file. */
  addTags: z.array(z.string()).default([]),
});
export type Mapping = z.infer<typeof Mapping>;

/** What a column becomes under a mapping. */
export const targetOf = (mapping: Mapping, column: string): Target => {
  const mapped = mapping.columns[column] ?? 'attribute';
  return typeof mapped === 'string' ? mapped : mapped.to;
};

/**
 * A mapping as read from its file, held against the table's columns.
 * @throws Unusable naming every entry that is wrong
 */
export const parseMapping = (text: string, file: string, columns: readonly string[]): Mapping => {
  const parsed = Mapping.safeParse(json(text, file));
  if (!parsed.success)
    throw new Unusable(
      `${file}: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
    );
  const unknown = Object.keys(parsed.data.columns).filter((name) => !columns.includes(name));
  if (unknown.length > 0)
    throw new Unusable(
      `${file} names columns that the table does not have: ${unknown.join(', ')}. It has: ${columns.join(', ')}.`,
    );
  return requireName(parsed.data, columns, file);
};

/**
 * The same mapping, if it gives people a name.
 * @throws Unusable where no column is a name
 */
export const requireName = (mapping: Mapping, columns: readonly string[], file: string): Mapping => {
  if (columns.some((name) => ['fullName', 'lastName'].includes(targetOf(mapping, name)))) return mapping;
  throw new Unusable(
    `${file}: no column is mapped to lastName or fullName, and a customer needs a name. The columns are: ${columns.join(', ')}. Say which in a mapping file: {"columns": {"<column>": "lastName"}}`,
  );
};

const json = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Unusable(`${file} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
};
