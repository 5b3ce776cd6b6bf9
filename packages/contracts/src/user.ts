import { z } from 'zod';
import { command, event, many, one, question, type Rules } from './define.ts';
import { personal } from './personal.ts';
import { EmailAddress, line } from './primitives.ts';
import { Role } from './rights.ts';

/** A user's terms as stored. Credentials are in no event. */
const terms = { name: personal(z.string()), email: personal(z.string()), role: z.string() };

export const userEvents = {
  UserCreated: event(terms),
  UserRenamed: event({ name: personal(z.string()) }),
  /** Of the address that the user signs in with. */
  UserEmailChanged: event({ email: personal(z.string()) }),
  UserRoleChanged: event({ from: z.string(), to: z.string() }),
  UserDeactivated: event({}),
  UserReactivated: event({}),
  /** The password was set: by the user, or by an administrator for one first sign-in. */
  UserPasswordSet: event({ mustChange: z.boolean() }),
};

const newTerms = { name: line(100), email: EmailAddress, role: Role } satisfies Rules<typeof terms>;
/** 12 to 200 characters: length is what counts (NIST SP 800-63B). */
export const Password = z
  .string()
  .min(12, 'must have at least 12 characters')
  .max(200, 'must have at most 200 characters');

const manage = {
  needs: 'user.manage',
  ownedBy: undefined,
  refuses: ['email-taken', 'own-account', 'own-role', 'user-deactivated'],
} as const;
const create = { ...manage, refuses: [...manage.refuses, 'already-created'] } as const;

export const userCommands = {
  CreateUser: command('POST /users', 'Create a user', create, { ...newTerms, password: Password }),
  RenameUser: command('PUT /users/:id/name', 'Rename a user', manage, { name: newTerms.name }),
  ChangeUserEmail: command('PUT /users/:id/email', 'Change the address that a user signs in with', manage, {
    email: newTerms.email,
  }),
  ChangeUserRole: command('PUT /users/:id/role', 'Change a role', manage, { role: Role }),
  SetUserPassword: command('PUT /users/:id/password', 'Set a password for one first sign-in', manage, {
    password: Password,
  }),
  DeactivateUser: command(
    'POST /users/:id/deactivate',
    'Deactivate a user and end all their sessions',
    manage,
    {},
  ),
  ReactivateUser: command('POST /users/:id/reactivate', 'Let a deactivated user sign in again', manage, {}),
};

/** What users do with themselves: addressed by who is signed in, not by an id in the path. */
export const ownUserCommands = {
  ChangeOwnPassword: command(
    'PUT /auth/password',
    'Change your own password; every other session of yours ends',
    { needs: 'password.change', ownedBy: undefined },
    { password: z.string().min(1).max(200), newPassword: Password },
  ),
};

export const UserRow = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  role: z.string(),
  active: z.boolean(),
  createdAt: z.string(),
  revision: z.int(),
});
export type UserRow = z.infer<typeof UserRow>;

const read = { needs: 'user.read', ownedBy: undefined, reads: ['app_user'] } as const;

export const userQuestions = {
  users: question('GET /users', 'All users', read, {}, many(UserRow)),
  user: question('GET /users/:id', 'One user', read, {}, one(UserRow)),
};
