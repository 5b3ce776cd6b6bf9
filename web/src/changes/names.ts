import { humanise } from '../ui/format.ts';

/** Names of fields that do not follow from their spelling. */
const named: Readonly<Record<string, string>> = {
  ownerId: 'Owner',
  email: 'E-mail',
  emails: 'E-mail addresses',
  phones: 'Telephone numbers',
  phone: 'Telephone',
  companyName: 'Company',
  stage: 'Lifecycle stage',
  locale: 'Language',
  archivedAt: 'Archived',
  erasedAt: 'Erased',
  lastActivityAt: 'Last activity',
  interactionCount: 'Interactions',
  occurredAt: 'When',
  durationSec: 'Duration',
  isInternal: 'Internal',
  body: 'Text',
  campaignId: 'Campaign',
  audienceId: 'Audience',
  suppressed: 'Not addressed',
  doNotContact: 'Do not contact',
  utm: 'UTM',
  startDate: 'Start',
  endDate: 'End',
  ip: 'IP address',
  externalId: 'Its own id',
  userAgent: 'Browser',
  url: 'Address',
};

/** A field's name on screen: `jobTitle` is "Job title"; of a path (`emails.0.label`) every part is named. */
export const fieldName = (field: string): string =>
  field
    .split('.')
    .map((part) => named[part] ?? humanise(part))
    .join(' · ');
