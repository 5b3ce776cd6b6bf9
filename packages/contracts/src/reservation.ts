import { z } from 'zod';
import { event } from './define.ts';

/**
 * `email-<hex HMAC-SHA256(lookup key, name)>`: who holds an address. The name is a customer's address in normal form, or
 * `user` and a user's, with a space between that no address has. The address itself is nowhere in it.
 */
export const reservationEvents = {
  EmailReserved: event({ holderId: z.string() }),
  EmailReleased: event({ holderId: z.string() }),
};
