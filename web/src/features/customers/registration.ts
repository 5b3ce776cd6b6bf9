import {
  type customerCommands,
  EmailLabel,
  LeadSource,
  LifecycleStage,
  PhoneLabel,
  Salutation,
} from '@crm/contracts';
import type { z } from 'zod';

/** The form as typed: every field text, empty where nothing was said. */
export interface RegistrationForm {
  readonly salutation: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly emailLabel: string;
  readonly phone: string;
  readonly phoneLabel: string;
  readonly companyName: string;
  readonly jobTitle: string;
  readonly birthDate: string;
  readonly stage: string;
  readonly leadSource: string;
  /** Empty: whoever registers; `none`: nobody. */
  readonly ownerId: string;
  readonly tags: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly state: string;
  readonly countryCode: string;
}

/** The form before anything is typed. */
export const emptyForm: RegistrationForm = {
  salutation: '',
  firstName: '',
  lastName: '',
  email: '',
  emailLabel: 'work',
  phone: '',
  phoneLabel: 'mobile',
  companyName: '',
  jobTitle: '',
  birthDate: '',
  stage: 'lead',
  leadSource: '',
  ownerId: '',
  tags: '',
  street: '',
  postalCode: '',
  city: '',
  state: '',
  countryCode: '',
};

type Body = z.input<typeof customerCommands.RegisterCustomer.body>;

/** Where the body's rules complain, by the form's field. */
export const bodyPaths: Readonly<Record<keyof RegistrationForm, string>> = {
  salutation: 'salutation',
  firstName: 'firstName',
  lastName: 'lastName',
  email: 'emails.0.address',
  emailLabel: 'emails.0.label',
  phone: 'phones.0.number',
  phoneLabel: 'phones.0.label',
  companyName: 'companyName',
  jobTitle: 'jobTitle',
  birthDate: 'birthDate',
  stage: 'stage',
  leadSource: 'leadSource',
  ownerId: 'ownerId',
  tags: 'tags',
  street: 'address.street',
  postalCode: 'address.postalCode',
  city: 'address.city',
  state: 'address.state',
  countryCode: 'address.countryCode',
};

/** The command's body as it travels: what is empty is not said; whether it is right is the server's to tell. */
export const bodyOf = (form: RegistrationForm, registerAnyway: boolean): Body => {
  const address = filled(form, ['street', 'postalCode', 'city', 'state', 'countryCode']);
  const tags = form.tags.split(',').flatMap((tag) => tag.trim() || []);
  const emails = [{ address: form.email, ...word('label', EmailLabel, form.emailLabel), primary: true }];
  const phones = [{ number: form.phone, ...word('label', PhoneLabel, form.phoneLabel), primary: true }];
  return {
    lastName: form.lastName,
    ...filled(form, ['firstName', 'companyName', 'jobTitle', 'birthDate']),
    ...word('salutation', Salutation, form.salutation),
    ...word('stage', LifecycleStage, form.stage),
    ...word('leadSource', LeadSource, form.leadSource),
    ...(form.email.trim() !== '' && { emails }),
    ...(form.phone.trim() !== '' && { phones }),
    ...(Object.keys(address).length > 0 && { address }),
    ...(tags.length > 0 && { tags }),
    ...(form.ownerId !== '' && { ownerId: form.ownerId === 'none' ? null : form.ownerId }),
    ...(registerAnyway && { registerAnyway }),
  };
};

type Filled<Name extends keyof RegistrationForm> = { [N in Name]?: string };

const filled = <Name extends keyof RegistrationForm>(
  form: RegistrationForm,
  names: readonly Name[],
): Filled<Name> => {
  const said: Filled<Name> = {};
  for (const name of names) if (form[name].trim() !== '') said[name] = form[name];
  return said;
};

/** A word of the vocabulary under its name; nothing where none was chosen. */
const word = <Name extends string, Word extends string>(
  name: Name,
  vocabulary: z.ZodType<Word>,
  chosen: string,
): { [N in Name]?: Word } => {
  const said: { [N in Name]?: Word } = {};
  const parsed = vocabulary.safeParse(chosen);
  if (parsed.success) said[name] = parsed.data;
  return said;
};
