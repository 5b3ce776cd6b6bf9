import { type customerDetails, LeadSource, Salutation } from '@crm/contracts';
import { formatCivilDay, humanise } from '../../../ui/format.ts';

type FactName = keyof typeof customerDetails;

/** How one plain field is shown and edited. */
export interface FactField {
  readonly label: string;
  readonly type?: 'text' | 'date';
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly display?: (value: string) => string;
  readonly placeholder?: string;
}

const asWritten = (value: string) => ({ value, label: value });
const inWords = (value: string) => ({ value, label: humanise(value) });

const languages = new Intl.DisplayNames(undefined, { type: 'language', fallback: 'code' });
/** A language tag with its name: `de-CH` is "Swiss High German (de-CH)". */
const languageName = (tag: string): string => {
  try {
    return `${languages.of(tag)} (${tag})`;
  } catch {
    return tag;
  }
};

/** In the order of the screen. A new field of the contract does not compile without its entry. */
const fields: { readonly [Name in FactName]: FactField } = {
  firstName: { label: 'First name' },
  lastName: { label: 'Last name' },
  salutation: { label: 'Salutation', options: Salutation.options.map(asWritten) },
  jobTitle: { label: 'Job title' },
  companyName: { label: 'Company' },
  birthDate: { label: 'Birth date', type: 'date', display: formatCivilDay },
  locale: { label: 'Language', display: languageName, placeholder: 'Add, such as de-CH' },
  timeZone: { label: 'Time zone', options: Intl.supportedValuesOf('timeZone').map(asWritten) },
  leadSource: { label: 'Lead source', options: LeadSource.options.map(inWords), display: humanise },
};

const isFact = (name: string): name is FactName => Object.hasOwn(fields, name);

export const factFields: readonly (FactField & { readonly name: FactName })[] = Object.keys(fields)
  .filter(isFact)
  .map((name) => ({ name, ...fields[name] }));
