import type { Handle } from '@crm/service-kit/commands/handle';
import { z } from 'zod';
import type { Logins } from '../credentials/move-login.ts';
import type { SetPassword } from '../credentials/set-password.ts';
import type { Sessions } from '../sessions/sessions.ts';

/** Commands whose body carries a password. */
const setsPassword = ['CreateUser', 'SetUserPassword'];

/** Commands after which no earlier session is worth anything; given again, they finish what a crash left undone. */
const endsSessions = ['DeactivateUser', 'ReactivateUser'];

const Secret = z.object({ password: z.string() });

/** Commands on users with what they do outside the log: keep a password, move a login, end sessions. */
export const userCommandsWith =
  (handle: Handle, setPassword: SetPassword, logins: Logins, sessions: Sessions): Handle =>
  async (aggregate, intent) => {
    if (setsPassword.includes(intent.command)) return setPassword(intent, Secret.parse(intent.body).password);
    const outcome = await handle(aggregate, intent);
    if (intent.command === 'ChangeUserEmail') await logins.move(outcome.id);
    if (endsSessions.includes(intent.command)) await sessions.endAllOf(outcome.id);
    return outcome;
  };
