import { campaignMemberEvents, customerEvents, type EventContract, interactionEvents } from '@crm/contracts';
import type { z } from 'zod';
import { humanise, inSentence } from '../ui/format.ts';
import { fieldName } from './names.ts';

/** One thing that an event set: `key` tells it from others over time, `from` is there where the event knows it. */
export interface Setting {
  readonly key: string;
  readonly field: string;
  readonly label: string;
  readonly to: unknown;
  readonly from?: unknown;
}

/** What an event says: a headline that is never empty, and what it set. */
export interface Sentence {
  readonly title: string;
  readonly settings: readonly Setting[];
  /** What it is about among others, where the names of its settings do not say it. */
  readonly topic?: string;
}

const profileEvents = { ...customerEvents, ...interactionEvents, ...campaignMemberEvents };
/** The events of a customer's stream. */
export type CustomerEventType = keyof typeof profileEvents;

/** The sentence of any event: of a type or shape that this screen does not know, the generic one. */
export const sentenceOf = (type: string, data: Readonly<Record<string, unknown>>): Sentence =>
  (isKnown(type) ? sentences[type](data) : null) ?? generic(type, data);

const isKnown = (type: string): type is CustomerEventType => Object.hasOwn(sentences, type);

const generic = (type: string, data: Readonly<Record<string, unknown>>): Sentence => ({
  title: humanise(type),
  settings: Object.entries(data).map(([field, to]) => set(field, to)),
});

const set = (field: string, to: unknown, key = field, label = fieldName(field)): Setting => ({
  key,
  field,
  label,
  to,
});

/** Holds a sentence to its event's contract; data of another shape has none. */
const of =
  <Data>(contract: EventContract<z.ZodType<Data>>, say: (data: Data) => Sentence) =>
  (data: unknown): Sentence | null => {
    const parsed = contract.data.safeParse(data);
    return parsed.success ? say(parsed.data) : null;
  };

const given = (data: Readonly<Record<string, unknown>>): Setting[] =>
  Object.entries(data).flatMap(([field, to]) => (to === undefined ? [] : [set(field, to)]));

const filled = (data: Readonly<Record<string, unknown>>): Setting[] =>
  given(data).filter(({ to }) => to !== null && to !== false && !(Array.isArray(to) && to.length === 0));

const changed = (fields: readonly Setting[]): string => {
  const [only] = fields;
  return only !== undefined && fields.length === 1
    ? `${only.label} changed`
    : `${fields.length} details changed`;
};

const email = (id: string, to: unknown): Setting => set('emails', to, `email:${id}`, 'E-mail');
const phone = (id: string, to: unknown): Setting => set('phones', to, `phone:${id}`, 'Telephone');

/** One entry an event type: a new type does not compile without its words. */
const sentences: { readonly [Type in CustomerEventType]: (data: unknown) => Sentence | null } = {
  CustomerRegistered: of(customerEvents.CustomerRegistered, ({ emails, phones, source, ...rest }) => ({
    title: source === 'manual' ? 'Customer registered' : `Customer registered (${humanise(source)})`,
    settings: [
      ...filled(rest),
      ...emails.map((each) => email(each.id, each)),
      ...phones.map((each) => phone(each.id, each)),
    ],
  })),
  CustomerDetailsChanged: of(customerEvents.CustomerDetailsChanged, (data) => ({
    title: changed(given(data)),
    settings: given(data),
  })),
  CustomerEmailAdded: of(customerEvents.CustomerEmailAdded, (data) => ({
    title: 'E-mail address added',
    settings: [{ ...email(data.id, data), from: null }],
  })),
  CustomerEmailChanged: of(customerEvents.CustomerEmailChanged, (data) => ({
    title: 'E-mail address changed',
    settings: [email(data.id, data)],
  })),
  CustomerEmailRemoved: of(customerEvents.CustomerEmailRemoved, ({ id }) => ({
    title: 'E-mail address removed',
    settings: [email(id, null)],
  })),
  CustomerPhoneAdded: of(customerEvents.CustomerPhoneAdded, (data) => ({
    title: 'Telephone number added',
    settings: [{ ...phone(data.id, data), from: null }],
  })),
  CustomerPhoneChanged: of(customerEvents.CustomerPhoneChanged, (data) => ({
    title: 'Telephone number changed',
    settings: [phone(data.id, data)],
  })),
  CustomerPhoneRemoved: of(customerEvents.CustomerPhoneRemoved, ({ id }) => ({
    title: 'Telephone number removed',
    settings: [phone(id, null)],
  })),
  CustomerAddressChanged: of(customerEvents.CustomerAddressChanged, ({ address }) => ({
    title: address === null ? 'Address removed' : 'Address changed',
    settings: [set('address', address)],
  })),
  CustomerTagsChanged: of(customerEvents.CustomerTagsChanged, ({ added, removed }) => ({
    title: [
      added.length > 0 && `Tagged ${added.join(', ')}`,
      removed.length > 0 && `untagged ${removed.join(', ')}`,
    ]
      .filter((part) => part !== false)
      .join('; ')
      .replace(/^u/, 'U'),
    settings: [],
    topic: 'tags',
  })),
  CustomerAssigned: of(customerEvents.CustomerAssigned, ({ from, to }) => ({
    title: to === null ? 'Owner removed' : 'Owner changed',
    settings: [{ ...set('ownerId', to), from }],
  })),
  CustomerStageChanged: of(customerEvents.CustomerStageChanged, ({ from, to }) => ({
    title: 'Lifecycle stage changed',
    settings: [{ ...set('stage', to), from }],
  })),
  CustomerArchived: of(customerEvents.CustomerArchived, ({ reason }) => ({
    title: 'Archived',
    settings: reason === null ? [] : [{ ...set('reason', reason, 'archive-reason'), from: null }],
  })),
  CustomerRestored: of(customerEvents.CustomerRestored, () => ({
    title: 'Restored from the archive',
    settings: [],
  })),
  CustomerErased: of(customerEvents.CustomerErased, () => ({
    title: 'Erased: what was personal is gone',
    settings: [],
  })),
  InteractionLogged: of(
    interactionEvents.InteractionLogged,
    ({ interactionId, externalId: _, ...terms }) => ({
      title: `${humanise(terms.kind)} logged`,
      settings: filled({ ...terms, kind: null }).map((each) => ({
        ...each,
        key: `${interactionId}:${each.key}`,
      })),
    }),
  ),
  InteractionCorrected: of(interactionEvents.InteractionCorrected, ({ interactionId, ...terms }) => ({
    title: 'Interaction corrected',
    settings: given(terms).map((each) => ({ ...each, key: `${interactionId}:${each.key}` })),
  })),
  InteractionVoided: of(interactionEvents.InteractionVoided, ({ reason, interactionId }) => ({
    title: 'Interaction voided',
    settings: reason === null ? [] : [{ ...set('reason', reason, `${interactionId}:reason`), from: null }],
  })),
  CampaignMemberAdded: of(campaignMemberEvents.CampaignMemberAdded, ({ suppressed, ...terms }) => ({
    title: suppressed === null ? 'Added to a campaign' : 'Added to a campaign, not addressed',
    settings: filled({ ...terms, suppressed }),
  })),
  CampaignTouchRecorded: of(campaignMemberEvents.CampaignTouchRecorded, ({ touchId, kind, ...terms }) => ({
    title: `Campaign: ${humanise(kind)}`,
    settings: filled({ ...terms, channel: humanise(terms.channel) }).map((each) => ({
      ...each,
      key: `${touchId}:${each.key}`,
    })),
  })),
  CustomerDoNotContactSet: of(campaignMemberEvents.CustomerDoNotContactSet, ({ channel, reason }) => ({
    title: `Do not contact by ${inSentence(channel)}`,
    // The campaign in which it was asked for stands beside it, as a touch.
    settings: [set('reason', reason, `doNotContact:${channel}`)],
    topic: `contact by ${inSentence(channel)}`,
  })),
  CustomerDoNotContactLifted: of(campaignMemberEvents.CustomerDoNotContactLifted, ({ channel }) => ({
    title: `May be contacted by ${inSentence(channel)} again`,
    settings: [],
    topic: `contact by ${inSentence(channel)}`,
  })),
};
