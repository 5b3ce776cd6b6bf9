import { getAs } from './as.ts';
import type { SignedIn } from './session.ts';

/**
 * After so many commands the read models must have come to where as many before them ended: they are always busy, and
 * never more than about a second behind.
 */
const stride = 2_000;

/** Keeps whoever sends much in step with the read models: what was sent is on the screens a second later. */
export interface Stepper {
  /** Resolves when more may be sent. */
  readonly ready: () => Promise<unknown>;
  /** Notes that so many commands were carried out, and the token of the last. */
  readonly wrote: (commands: number, token: string | null) => void;
}

export const stepper = (session: SignedIn): Stepper => {
  let sent = 0;
  let before: string | null = null;
  let waiting: Promise<unknown> = Promise.resolve();
  return {
    ready: () => waiting,
    wrote: (commands, token) => {
      sent += commands;
      if (sent < stride || token === null) return;
      if (before !== null) waiting = reached(session, before);
      [sent, before] = [0, token];
    },
  };
};

/** A question waits for two seconds at most. Nobody needs its answer: where there is none, sending goes on. */
const reached = (session: SignedIn, token: string): Promise<unknown> =>
  getAs(session, '/customers?limit=1', { 'consistency-token': token }).catch(() => undefined);
