import { createHmac } from 'node:crypto';
import { normalEmail } from '@crm/contracts';

/** What an address is found by: hex HMAC-SHA256 of its normal form, so that the address itself is nowhere. */
export type LoginOf = (email: string) => string;

export const loginOf =
  (lookupKey: Buffer): LoginOf =>
  (email) =>
    createHmac('sha256', lookupKey)
      .update(normalEmail(email) ?? email)
      .digest('hex');
