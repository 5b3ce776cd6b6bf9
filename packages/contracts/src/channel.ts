import { z } from 'zod';

/** The ways in which a person is reached, and can ask not to be. */
export const Channel = z.enum(['email', 'phone', 'sms', 'web', 'social', 'postal', 'event', 'other']);
export type Channel = z.infer<typeof Channel>;

/** Channels that tell when something was opened or clicked. Elsewhere these figures do not exist. */
export const tracksOpens = (channel: string): boolean => ['email', 'sms', 'web'].includes(channel);
