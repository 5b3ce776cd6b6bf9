import { customerCommands } from '@crm/contracts';
import { customerMapper } from './customer.ts';
import { columnFor } from './headers.ts';
import { type Column, type Mapping, type Target, targetOf } from './mapping.ts';

/** Share of a sample's values that must fit a guess. */
const convincing = 0.8;

/** Targets of which a customer has one. */
const single = new Set<Target>([
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
  'ownerId',
  'street',
  'city',
  'state',
  'postalCode',
  'country',
]);

/** Targets whose wrong values are the row's fault, not the guess's: rows with them are reported, the column stays. */
const certain = new Set<Target>(['fullName', 'firstName', 'lastName', 'email', 'phone', 'tags']);

interface Sampled {
  readonly columns: readonly string[];
  readonly sample: readonly (readonly string[])[];
}

/**
 * What the columns seem to be, from their names and held against their values: a column called "Status" whose values
 * are no stages stays an attribute. Nothing is dropped: what says nothing we know is kept under its own name.
 */
export const guessMapping = ({ columns, sample }: Sampled, defaultCountry?: string): Mapping => {
  const order = dateOrder(sample.flat());
  const settings = {
    stages: {},
    leadSources: {},
    addTags: [],
    ...(defaultCountry === undefined ? {} : { defaultCountry }),
    ...(order === null ? {} : { dateOrder: order }),
  };
  const taken = new Set<Target>();
  const named: Record<string, Column> = {};
  columns.forEach((name, index) => {
    const column = fromValues(columnFor(name), valuesAt(sample, index));
    const target = typeof column === 'string' ? column : column.to;
    const fits =
      certain.has(target) ||
      share(valuesAt(sample, index), reads({ ...settings, columns: { [name]: column } }, name)) >= convincing;
    const free = !single.has(target) || !taken.has(target);
    named[name] = fits && free ? column : 'attribute';
    taken.add(targetOf({ ...settings, columns: named }, name));
  });
  for (const name of columns)
    if (named[name] === 'fullName' && taken.has('lastName')) named[name] = 'attribute';
  return { columns: named, ...settings };
};

const valuesAt = (sample: Sampled['sample'], index: number): readonly string[] =>
  sample.map((fields) => fields[index]?.trim() ?? '').filter((value) => value !== '');

const share = (values: readonly string[], fits: (value: string) => boolean): number =>
  values.length === 0 ? 1 : values.filter(fits).length / values.length;

/** A column whose name says nothing but whose values are e-mail addresses. */
const fromValues = (column: Column, values: readonly string[]): Column =>
  column === 'attribute' &&
  values.length > 0 &&
  share(values, (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) >= convincing
    ? 'email'
    : column;

/** Whether a value of one column can be read and would be accepted. */
const reads = (mapping: Mapping, name: string) => {
  const toBody = customerMapper({ ...mapping, columns: { ...mapping.columns, ' name': 'lastName' } }, [
    name,
    ' name',
  ]);
  return (value: string): boolean => {
    const mapped = toBody([value, 'Anybody']);
    return 'body' in mapped && customerCommands.RegisterCustomer.body.safeParse(mapped.body).success;
  };
};

/** Which of 03/04/2020 is the day, where any value of the sample tells. */
const dateOrder = (values: readonly string[]): 'day-first' | 'month-first' | null => {
  const dates = values
    .map((value) => /^(\d{1,2})[-/](\d{1,2})[-/]\d{4}$/.exec(value.trim()))
    .filter((found) => found !== null);
  if (dates.some(([, first]) => Number(first) > 12)) return 'day-first';
  return dates.some(([, , second]) => Number(second) > 12) ? 'month-first' : null;
};
