import { z } from 'zod';
import { event } from './define.ts';

/**
 * `email-<hex HMAC-SHA256(lookup key, normal form)>`: who holds an address. The address itself is nowhere in it.
 */
export const reservationEvents = {
  EmailReserved: event({ customerId: z.string() }),
  EmailReleased: event({ customerId: z.string() }),
};
