import type { Suppression } from '@crm/contracts';
import type { Registered } from './customer-state.ts';

/** Why a customer is not addressed by a channel; null: nothing stands against it. */
export const suppressionOf = (customer: Registered, channel: string): Suppression | null => {
  if (customer.status !== 'active') return 'archived';
  if (customer.doNotContact.includes(channel)) return 'do_not_contact';
  return isOptedOut(customer, channel) ? 'opted_out' : null;
};

/** Whether there are addresses and none of them may be used. Who has none is asked in another way. */
const isOptedOut = ({ emails, phones }: Registered, channel: string): boolean => {
  if (channel === 'email')
    return emails.length > 0 && emails.every(({ optedOut, invalid }) => optedOut || invalid);
  if (channel === 'phone') return phones.length > 0 && phones.every(({ doNotCall }) => doNotCall);
  return false;
};
