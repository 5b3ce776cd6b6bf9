import { setImmediate } from 'node:timers/promises';

/** Waits between two pieces of work, of some milliseconds each. @throws what ends the work */
export type Pace = () => Promise<void>;

/** Lets through what came in meanwhile, and goes on. */
export const unhurried: Pace = () => setImmediate();
