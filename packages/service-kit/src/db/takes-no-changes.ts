import { Unavailable } from '@crm/event-store';
import { sqlState } from '@crm/event-store/postgres/failures';

/** SQLSTATEs of a database that answers, and takes no changes at this moment. */
const reasons: Readonly<Record<string, 'disk-full' | 'read-only'>> = {
  '53100': 'disk-full',
  '25006': 'read-only',
};

/** Why the database refused a change although it answers, where that is what an error means; nothing was written. */
export const whyNoChange = (error: unknown): 'disk-full' | 'read-only' | undefined =>
  reasons[sqlState(error instanceof Unavailable ? error.cause : error) ?? ''];
