import type { User } from '../domain/user.ts';
import type { Credentials } from './credentials.ts';
import type { LoginOf } from './login.ts';

/** What moving logins takes. */
export interface LoginMoving {
  readonly users: (id: string) => Promise<User>;
  readonly credentials: Credentials;
  readonly loginOf: LoginOf;
}

/**
 * The event first, then the login. A crash between the two leaves a user who signs in with the address of before, until
 * the same command is given again, or somebody takes that address.
 *
 * A login moves only from what it was found at before the log was read: of two that move it, the later one wins.
 */
export const loginMoving = ({ users, credentials, loginOf }: LoginMoving) => {
  const move = async (userId: string, underWay: readonly string[]): Promise<void> => {
    if (underWay.includes(userId)) return;
    const from = (await credentials.byUser(userId))?.login;
    const state = await users(userId);
    if (from === undefined || state.status === 'none' || state.email === null) return;
    const to = loginOf(state.email);
    if (from === to) return;
    await vacate(to, [...underWay, userId]);
    if (!(await credentials.move(userId, from, to))) await move(userId, underWay);
  };
  const vacate = async (login: string, underWay: readonly string[] = []): Promise<void> => {
    const holder = await credentials.byLogin(login);
    if (holder !== undefined) await move(holder.userId, underWay);
  };
  return {
    /** Brings a user's login to the address that the log has. */
    move: (userId: string) => move(userId, []),
    /** Before somebody new takes a login: a crash may have kept its last holder from moving away. */
    vacate: (login: string) => vacate(login),
  };
};
export type Logins = ReturnType<typeof loginMoving>;
