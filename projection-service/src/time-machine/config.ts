import { z } from 'zod';
import type { Limits } from './machine.ts';

const count = z
  .string()
  .regex(/^[1-9]\d{0,6}$/, 'must be a whole number above 0')
  .transform(Number);

/** How far the time machine may go. */
export const timeMachineConfig = {
  /** Worlds at a time, their size together, and the minutes after which one is dropped that nobody asks. */
  TIME_MACHINE_WORLDS: count.default(3),
  TIME_MACHINE_MEGABYTES: count.default(10_240),
  TIME_MACHINE_IDLE_MINUTES: count.default(60),
};

/** The limits that an environment sets. */
export const limitsOf = (config: Readonly<Record<keyof typeof timeMachineConfig, number>>): Limits => ({
  worlds: config.TIME_MACHINE_WORLDS,
  bytes: config.TIME_MACHINE_MEGABYTES * 1024 * 1024,
  idleSeconds: config.TIME_MACHINE_IDLE_MINUTES * 60,
});
