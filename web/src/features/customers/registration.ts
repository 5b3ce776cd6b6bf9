import type { customerCommands } from '@crm/contracts';
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
  const address = filled({
    street: form.street,
    postalCode: form.postalCode,
    city: form.city,
    state: form.state,
    countryCode: form.countryCode,
  });
  const plain = filled({
    salutation: form.salutation,
    firstName: form.firstName,
    companyName: form.companyName,
    jobTitle: form.jobTitle,
    birthDate: form.birthDate,
    stage: form.stage,
    leadSource: form.leadSource,
  });
  const tags = form.tags.split(',').flatMap((tag) => tag.trim() || []);
  const body = {
    lastName: form.lastName,
    ...plain,
    ...(form.email.trim() !== '' && {
      emails: [{ address: form.email, label: form.emailLabel, primary: true }],
    }),
    ...(form.phone.trim() !== '' && {
      phones: [{ number: form.phone, label: form.phoneLabel, primary: true }],
    }),
    ...(Object.keys(address).length > 0 && { address }),
    ...(tags.length > 0 && { tags }),
    ...(form.ownerId !== '' && { ownerId: form.ownerId === 'none' ? null : form.ownerId }),
    ...(registerAnyway && { registerAnyway }),
  };
  // The selects offer only the vocabulary's words, and the contract checks every one of them on arrival.
  return body as Body;
};

const filled = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''));
