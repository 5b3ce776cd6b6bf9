import { z } from 'zod';
import { changed, command, event, type Rules } from './define.ts';
import { personal } from './personal.ts';
import { CountryCode, Day, EmailAddress, Locale, line, PhoneNumber, prose, TimeZone } from './primitives.ts';

export const LifecycleStage = z.enum([
  'subscriber',
  'lead',
  'marketing_qualified_lead',
  'sales_qualified_lead',
  'opportunity',
  'customer',
  'evangelist',
  'other',
]);
export type LifecycleStage = z.infer<typeof LifecycleStage>;
export const EmailLabel = z.enum(['work', 'home', 'other']);
export const PhoneLabel = z.enum(['mobile', 'office', 'home', 'fax', 'other']);
export const Salutation = z.enum(['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Mx.']);
export const LeadSource = z.enum([
  'call',
  'email',
  'existing_customer',
  'partner',
  'public_relations',
  'web_site',
  'campaign',
  'referral',
  'event',
  'cold_outreach',
  'social',
  'advertisement',
  'other',
]);
/** Why a person is erased: Article 17(1) of the GDPR, and whatever else obliges us. */
export const ErasureReason = z.enum([
  'asked',
  'consent_withdrawn',
  'objection',
  'no_longer_needed',
  'unlawful',
  'legal_obligation',
]);
export type ErasureReason = z.infer<typeof ErasureReason>;
export const Source = z.enum(['manual', 'import', 'api', 'web_form', 'email', 'campaign', 'migration']);

// ---- as stored: no rules here, an event written today must parse for ever ------------------------------------------

/** The plain fields of a customer: a new one is a line here, a rule below, and a column. */
export const customerDetails = {
  salutation: personal(z.string()),
  firstName: personal(z.string()),
  lastName: personal(z.string()),
  jobTitle: personal(z.string()),
  companyName: personal(z.string()),
  birthDate: personal(z.string()),
  locale: z.string().nullable(),
  timeZone: z.string().nullable(),
  leadSource: z.string().nullable(),
};

/** One of a customer's addresses. A shared one holds no reservation: it was registered though somebody else has it. */
export const Email = z.object({
  id: z.string(),
  address: personal(z.string()),
  label: z.string(),
  primary: z.boolean(),
  invalid: z.boolean(),
  optedOut: z.boolean(),
  shared: z.boolean(),
});
export type Email = z.infer<typeof Email>;

export const Phone = z.object({
  id: z.string(),
  number: personal(z.string()),
  label: z.string(),
  primary: z.boolean(),
  invalid: z.boolean(),
  doNotCall: z.boolean(),
});
export type Phone = z.infer<typeof Phone>;

export const PostalAddress = z.object({
  street: z.string().nullable(),
  city: z.string().nullable(),
  state: z.string().nullable(),
  postalCode: z.string().nullable(),
  countryCode: z.string().nullable(),
});
export type PostalAddress = z.infer<typeof PostalAddress>;

/** What a source knew beside our own fields, by the source's own names. */
export const Attributes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

export const customerEvents = {
  CustomerRegistered: event({
    ...customerDetails,
    emails: z.array(Email),
    phones: z.array(Phone),
    address: personal(PostalAddress),
    tags: z.array(z.string()),
    stage: z.string(),
    ownerId: z.string().nullable(),
    source: z.string(),
    attributes: personal(Attributes),
  }),
  /** Only the fields that changed, with their new values; null is cleared. */
  CustomerDetailsChanged: event(changed(customerDetails)),
  CustomerEmailAdded: event(Email.shape),
  CustomerEmailChanged: event(Email.shape),
  CustomerEmailRemoved: event({ id: z.string() }),
  CustomerPhoneAdded: event(Phone.shape),
  CustomerPhoneChanged: event(Phone.shape),
  CustomerPhoneRemoved: event({ id: z.string() }),
  CustomerAddressChanged: event({ address: personal(PostalAddress) }),
  CustomerTagsChanged: event({ added: z.array(z.string()), removed: z.array(z.string()) }),
  CustomerAssigned: event({ from: z.string().nullable(), to: z.string().nullable() }),
  CustomerStageChanged: event({ from: z.string(), to: z.string() }),
  CustomerArchived: event({ reason: personal(z.string()) }),
  CustomerRestored: event({}),
  /** The person is gone, for ever. The reason is one of a list, not prose: what stands here stays readable. */
  CustomerErased: event({ reason: z.string() }),
};

// ---- as asked of callers today -------------------------------------------------------------------------------------

const newDetails = {
  salutation: Salutation.nullable(),
  firstName: line(100).nullable(),
  lastName: line(100),
  jobTitle: line(150).nullable(),
  companyName: line(200).nullable(),
  birthDate: Day.nullable(),
  locale: Locale.nullable(),
  timeZone: TimeZone.nullable(),
  leadSource: LeadSource.nullable(),
} satisfies Rules<typeof customerDetails>;
const { lastName, ...optionalDetails } = newDetails;

const newEmail = {
  address: EmailAddress,
  label: EmailLabel.default('work'),
  primary: z.boolean().default(false),
};
const newPhone = {
  number: PhoneNumber,
  label: PhoneLabel.default('mobile'),
  primary: z.boolean().default(false),
};
const newAddress = z.strictObject({
  street: line(300).nullable().default(null),
  city: line(100).nullable().default(null),
  state: line(100).nullable().default(null),
  postalCode: line(20).nullable().default(null),
  countryCode: CountryCode.nullable().default(null),
} satisfies Rules<typeof PostalAddress.shape>);
const tags = z.array(line(50)).max(100);
const registerAnyway = z
  .boolean()
  .default(false)
  .describe('Register an address all the same that another customer has already.');

const owned = {
  ownedBy: 'ownerId',
  refuses: [
    'customer-archived',
    'customer-erased',
    'email-taken',
    'email-repeated',
    'phone-repeated',
    'too-many-contacts',
    'too-many-tags',
  ],
} as const;
const create = {
  needs: 'customer.create',
  ...owned,
  refuses: [...owned.refuses, 'already-registered'],
} as const;
const edit = { needs: 'customer.edit', ...owned } as const;
const archive = { needs: 'customer.archive', ...owned } as const;

export const customerCommands = {
  RegisterCustomer: command('POST /customers', 'Register a customer', create, {
    lastName,
    ...z.object(optionalDetails).partial().shape,
    emails: z.array(z.strictObject(newEmail)).max(10).default([]),
    phones: z.array(z.strictObject(newPhone)).max(10).default([]),
    address: newAddress.nullable().default(null),
    tags: tags.default([]),
    stage: LifecycleStage.default('lead'),
    ownerId: z.uuid().nullable().optional().describe('Absent: whoever registers; null: nobody.'),
    source: Source.default('manual'),
    attributes: z
      .record(line(100), z.union([z.string().max(1000), z.number(), z.boolean()]))
      .refine((attributes) => Object.keys(attributes).length <= 50, {
        message: 'must not have more than 50 entries',
      })
      .nullable()
      .default(null),
    registerAnyway,
  }),
  ChangeCustomerDetails: command(
    'PATCH /customers/:id',
    'Change details: what is not named stays, null clears',
    edit,
    z.object(newDetails).partial().shape,
  ),
  AddEmail: command('POST /customers/:id/emails', 'Add an e-mail address', edit, {
    ...newEmail,
    registerAnyway,
  }),
  ChangeEmail: command('PATCH /customers/:id/emails/:emailId', 'Change an e-mail address', edit, {
    address: EmailAddress.optional(),
    label: EmailLabel.optional(),
    primary: z.literal(true).optional(),
    invalid: z.boolean().optional(),
    optedOut: z.boolean().optional(),
    registerAnyway,
  }),
  RemoveEmail: command('DELETE /customers/:id/emails/:emailId', 'Remove an e-mail address', edit, {}),
  AddPhone: command('POST /customers/:id/phones', 'Add a telephone number', edit, newPhone),
  ChangePhone: command('PATCH /customers/:id/phones/:phoneId', 'Change a telephone number', edit, {
    number: PhoneNumber.optional(),
    label: PhoneLabel.optional(),
    primary: z.literal(true).optional(),
    invalid: z.boolean().optional(),
    doNotCall: z.boolean().optional(),
  }),
  RemovePhone: command('DELETE /customers/:id/phones/:phoneId', 'Remove a telephone number', edit, {}),
  ChangeAddress: command('PUT /customers/:id/address', 'Set or clear the postal address', edit, {
    address: newAddress.nullable(),
  }),
  ChangeTags: command('POST /customers/:id/tags', 'Add and remove tags', edit, {
    add: tags.default([]),
    remove: tags.default([]),
  }),
  AssignCustomer: command(
    'PUT /customers/:id/owner',
    'Hand over to another owner; null: to nobody',
    { needs: 'customer.assign', ...owned },
    { ownerId: z.uuid().nullable() },
  ),
  ChangeStage: command('PUT /customers/:id/stage', 'Change the lifecycle stage', edit, {
    stage: LifecycleStage,
  }),
  ArchiveCustomer: command(
    'POST /customers/:id/archive',
    'Put a customer into the archive: no list shows it unless asked to',
    archive,
    {
      reason: prose(500).nullable().default(null),
    },
  ),
  RestoreCustomer: command(
    'POST /customers/:id/restore',
    'Bring a customer back from the archive',
    archive,
    {},
  ),
  EraseCustomer: command(
    'POST /customers/:id/erase',
    'Erase the person, for ever: nothing personal can be read again, counts stay',
    { needs: 'customer.erase', ...owned },
    { reason: ErasureReason },
  ),
};
