/** A stored value as people read it: `marketing_qualified_lead` is "Marketing qualified lead". */
export const words = (value: string): string => {
  const text = value.replaceAll('_', ' ').trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** Names of fields that do not follow from their spelling. */
const named: Readonly<Record<string, string>> = {
  ownerId: 'Owner',
  email: 'E-mail',
  emails: 'E-mail addresses',
  phones: 'Telephone numbers',
  phone: 'Telephone',
  companyName: 'Company',
  stage: 'Lifecycle stage',
  archivedAt: 'Archived',
  lastActivityAt: 'Last activity',
  interactionCount: 'Interactions',
  occurredAt: 'When',
  durationSec: 'Duration',
  isInternal: 'Internal',
  body: 'Text',
  participants: 'Participants',
  address: 'Address',
};

/** A field's name on screen: `jobTitle` is "Job title"; of a path (`emails.0.label`) every part is named. */
export const fieldName = (field: string): string =>
  field
    .split('.')
    .map((part) => named[part] ?? words(part.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()))
    .join(' · ');

/** An event type that nobody has words for: `CustomerScoreRaised` is "Customer score raised". */
export const eventName = (type: string): string =>
  words(type.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase());
