import { getAs } from './as.ts';
import type { SignedIn } from './session.ts';

/** So many commands are sent before the read models are waited for: about a second of their work. */
const stride = 4_000;

/** Keeps whoever sends much in step with the read models: what was sent is on the screens a second later. */
export interface Stepper {
  /** Resolves when more may be sent. */
  readonly ready: () => Promise<unknown>;
  /** Notes that so many commands were carried out, and the token of the last. */
  readonly wrote: (commands: number, token: string | null) => void;
}

export const stepper = (session: SignedIn): Stepper => {
  let sent = 0;
  let waiting: Promise<unknown> = Promise.resolve();
  return {
    ready: () => waiting,
    wrote: (commands, token) => {
      sent += commands;
      if (sent < stride || token === null) return;
      sent = 0;
      // A question waits for two seconds at most. Nobody needs its answer: where there is none, sending goes on.
      waiting = getAs(session, '/customers?limit=1', { 'consistency-token': token }).catch(() => undefined);
    },
  };
};
