import { Forbidden, Invalid, type ownUserCommands, type SignIn, Unauthenticated } from '@crm/contracts';
import type { Intent } from '@crm/service-kit/commands/intent';
import type { z } from 'zod';
import type { Credentials } from '../credentials/credentials.ts';
import type { LoginOf } from '../credentials/login.ts';
import { isPassword } from '../credentials/passwords.ts';
import type { SetPassword } from '../credentials/set-password.ts';
import { actingRole, type User } from '../domain/user.ts';
import type { Bearer } from './access-tokens.ts';

/** What checking who somebody is takes. */
export interface SigningIn {
  readonly credentials: Credentials;
  readonly users: (id: string) => Promise<User>;
  readonly loginOf: LoginOf;
  readonly setPassword: SetPassword;
}

/** The request that a change belongs to. */
type Cause = Pick<Intent, 'correlation' | 'causation' | 'trace'>;

/** Who somebody is, by password. All that does not fit is refused alike, whether there is such a user or not. */
export const signingIn = ({ credentials, users, loginOf, setPassword }: SigningIn) => {
  const change = async (bearer: Bearer, newPassword: string, cause: Cause, session?: string) => {
    const actor = { id: bearer.id, role: bearer.role };
    const command = 'ChangeOwnPassword' satisfies keyof typeof ownUserCommands;
    await setPassword({ ...cause, command, actor, path: { id: bearer.id }, body: {} }, newPassword, session);
  };

  return {
    /** @throws Unauthenticated, Forbidden where the password has to be changed first, Invalid */
    signIn: async (
      { email, password, newPassword }: z.output<typeof SignIn>,
      cause: Cause,
    ): Promise<Bearer> => {
      const credential = await credentials.byLogin(loginOf(email));
      const isRight = await isPassword(password, credential?.hash);
      if (credential === undefined || !isRight) throw wrong();
      const bearer = bearerOf(credential.userId, await users(credential.userId));
      if (bearer === null) throw wrong();
      if (newPassword !== undefined) {
        refuseSame(password, newPassword);
        await change(bearer, newPassword, cause);
      } else if (credential.mustChange)
        throw new Forbidden('Choose a new password first.', 'password-must-change');
      return bearer;
    },

    /** Changes a user's own password; only the session that asks goes on. @throws Invalid */
    changePassword: async (
      bearer: Bearer,
      { password, newPassword }: z.output<typeof ownUserCommands.ChangeOwnPassword.body>,
      cause: Cause,
      session: string | undefined,
    ): Promise<void> => {
      const credential = await credentials.byUser(bearer.id);
      if (!(await isPassword(password, credential?.hash)))
        throw new Invalid([{ path: 'password', message: 'is not your password' }], 'password-wrong');
      refuseSame(password, newPassword);
      await change(bearer, newPassword, cause, session);
    },
  };
};

/** Who acts in a user's name; null where nobody may. */
export const bearerOf = (id: string, state: User): Bearer | null => {
  const role = actingRole(state);
  return role === null || state.status === 'none' ? null : { id, role, name: state.name };
};

const wrong = () => new Unauthenticated('credentials-invalid', 'E-mail address or password is wrong.');

const refuseSame = (password: string, newPassword: string): void => {
  if (password === newPassword)
    throw new Invalid([{ path: 'newPassword', message: 'must not be the old password' }]);
};
