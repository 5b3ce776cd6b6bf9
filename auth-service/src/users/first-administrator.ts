import { type Actor, EmailAddress, Password } from '@crm/contracts';
import { aggregate } from '@crm/service-kit/commands/aggregate';
import type { Handle } from '@crm/service-kit/commands/handle';
import { type Intent, identitiesOf } from '@crm/service-kit/commands/intent';
import type { Log } from '@crm/service-kit/log';
import { v7 as uuidV7 } from 'uuid';
import type { Credentials } from '../credentials/credentials.ts';
import type { LoginOf } from '../credentials/login.ts';
import { type User, user } from '../domain/user.ts';

/** What the environment says of the first administrator. */
export const firstAdministratorConfig = {
  FIRST_ADMIN_EMAIL: EmailAddress.optional(),
  FIRST_ADMIN_PASSWORD: Password.optional(),
};

/** What making one takes. */
export interface FirstAdministrator {
  readonly handle: Handle;
  readonly users: (id: string) => Promise<User>;
  readonly credentials: Credentials;
  readonly loginOf: LoginOf;
  readonly log: Log;
  readonly email: string | undefined;
  readonly password: string | undefined;
}

const system: Actor = { id: 'system', role: 'administrator' };

/**
 * Makes the first administrator while nobody can sign in, with a password for one first sign-in. The id is derived, so
 * replicas that start together make one, and a start after a crash between event and credential keeps the credential,
 * whichever password it is handed.
 */
export const ensureFirstAdministrator = async (options: FirstAdministrator): Promise<void> => {
  const { handle, users, credentials, loginOf, log, email, password } = options;
  if (await credentials.exist()) return;
  if (email === undefined || password === undefined)
    return log.warn(
      'there is no user yet: start with FIRST_ADMIN_EMAIL and FIRST_ADMIN_PASSWORD to make one',
    );

  const cause = uuidV7();
  const intent: Intent = {
    command: 'CreateUser',
    path: {},
    body: { name: 'Administrator', email, role: 'administrator' },
    actor: system,
    correlation: cause,
    causation: cause,
    idempotencyKey: 'first-administrator',
  };
  const { aggregate: userId } = identitiesOf(intent);
  if ((await users(userId)).status === 'none') await handle(aggregate(user), intent);
  const created = await users(userId);
  if (created.status === 'none' || created.email === null) return;
  const login = loginOf(created.email);
  await credentials.keep({ userId, login, password, mustChange: true, revision: creation });
  log.info({ user: userId }, 'the first administrator can sign in and must choose a new password');
};

/** The revision of the event that says the first password was set: the second of those that create a user. */
const creation = 1;
