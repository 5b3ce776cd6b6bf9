import { aggregate } from '@crm/service-kit/commands/aggregate';
import type { Handle, Outcome } from '@crm/service-kit/commands/handle';
import type { Intent } from '@crm/service-kit/commands/intent';
import { type User, user } from '../domain/user.ts';
import type { Credentials } from './credentials.ts';
import type { LoginOf } from './login.ts';
import type { Logins } from './move-login.ts';
import { likenessOf } from './passwords.ts';

/** What setting a password takes. */
export interface PasswordSetting {
  readonly handle: Handle;
  readonly users: (id: string) => Promise<User>;
  readonly credentials: Credentials;
  readonly loginOf: LoginOf;
  readonly logins: Logins;
  readonly lookupKey: Buffer;
}

/** Carries out a command that sets a password; `session` is the one that goes on. */
export type SetPassword = (intent: Intent, password: string, session?: string) => Promise<Outcome>;

/**
 * The event first, then the credential. A crash between the two leaves a user whose password is not the one that the
 * log tells of; the same command again (with its Idempotency-Key) finds its event and keeps the credential then. The
 * other order would let somebody in with a password of which the log knows nothing.
 *
 * The password goes no further than this: what the engine sees of it is a likeness, and without a key not even that.
 */
export const passwordSetting = ({
  handle,
  users,
  credentials,
  loginOf,
  logins,
  lookupKey,
}: PasswordSetting): SetPassword => {
  const aggregated = aggregate(user);
  const likeness = ({ actor, command, path, idempotencyKey }: Intent, password: string) =>
    idempotencyKey === undefined
      ? ''
      : likenessOf(password, JSON.stringify([actor.id, command, path, idempotencyKey]), lookupKey);

  return async (intent, password, session) => {
    const body = { ...intent.body, password: await likeness(intent, password) };
    const outcome = await handle(aggregated, { ...intent, body });
    const state = await users(outcome.id);
    if (state.status === 'none' || state.email === null) return outcome;
    const login = loginOf(state.email);
    await logins.vacate(login);
    await credentials.keep({
      userId: outcome.id,
      login,
      password,
      mustChange: intent.command !== 'ChangeOwnPassword',
      revision: outcome.revision,
      session,
    });
    return outcome;
  };
};
