import { random } from '@crm/event-store/sealing/cipher';
import { v7 } from 'uuid';

let latest = 0;
let sequence = 0;

/**
 * A new UUID of version 7, greater than every one before it in this process. The library by itself asks the system for
 * its random bytes every time: four times as long, for each of the four that a registration needs.
 */
export const newId = (): string => {
  const bytes = random(16);
  const now = Date.now();
  // The sequence begins in the lower half of its 32 bits: no millisecond is long enough to use up the upper one.
  sequence = now > latest ? bytes.readUInt32BE(6) >>> 1 : sequence + 1;
  latest = Math.max(latest, now);
  return v7({ random: bytes, msecs: latest, seq: sequence });
};
