import {
  type Decider,
  Forbidden,
  Missing,
  normalEmail,
  ownUserCommands,
  Refusal,
  Role,
  userCommands,
  userEvents,
} from '@crm/contracts';

const commands = { ...userCommands, ...ownUserCommands };

/** What decisions, sign-in and access tokens read of a user. */
export interface KnownUser {
  readonly status: 'active' | 'deactivated';
  readonly name: string | null;
  readonly email: string | null;
  readonly role: string;
}

export type User = { readonly status: 'none' } | KnownUser;

/**
 * A person who can sign in. Passwords are in no command that gets here and in no event: the log says that one was set.
 *
 * There is always an administrator left, because nobody gives away their own role and only an administrator of
 * this moment (`administrators.ts`) takes it from another.
 */
export const user: Decider<typeof commands, typeof userEvents, User> = {
  category: 'user',
  commands,
  events: userEvents,
  initial: { status: 'none' },
  decide: {
    CreateUser: (state, { name, email, role }) => {
      if (state.status !== 'none') throw new Refusal('already-created', 'This user exists already.');
      return [
        { type: 'UserCreated', data: { name, email, role } },
        { type: 'UserPasswordSet', data: { mustChange: true } },
      ];
    },

    RenameUser: (state, { name }) =>
      known(state).name === name ? [] : [{ type: 'UserRenamed', data: { name } }],

    ChangeUserEmail: (state, { email }) =>
      known(state).email === email ? [] : [{ type: 'UserEmailChanged', data: { email } }],

    ChangeUserRole: (state, { role: to }, { actor, addressed }) => {
      const { role: from } = known(state);
      if (from === to) return [];
      if (actor.id === addressed)
        throw new Refusal('own-role', 'Another administrator has to change your role.');
      return [{ type: 'UserRoleChanged', data: { from, to } }];
    },

    SetUserPassword: (state) => {
      active(state);
      return [{ type: 'UserPasswordSet', data: { mustChange: true } }];
    },

    ChangeOwnPassword: (state, _, { actor, addressed }) => {
      active(state);
      if (actor.id !== addressed) throw new Forbidden();
      return [{ type: 'UserPasswordSet', data: { mustChange: false } }];
    },

    DeactivateUser: (state, _, { actor, addressed }) => {
      if (known(state).status === 'deactivated') return [];
      if (actor.id === addressed)
        throw new Refusal('own-account', 'Another administrator has to deactivate you.');
      return [{ type: 'UserDeactivated', data: {} }];
    },

    ReactivateUser: (state) =>
      known(state).status === 'active' ? [] : [{ type: 'UserReactivated', data: {} }],
  },
  evolve: {
    UserCreated: (_, { name, email, role }) => ({ status: 'active', name, email, role }),
    UserRenamed: moving((_, { name }) => ({ name })),
    UserEmailChanged: moving((_, { email }) => ({ email })),
    UserRoleChanged: moving((_, { to }) => ({ role: to })),
    UserDeactivated: moving(() => ({ status: 'deactivated' })),
    UserReactivated: moving(() => ({ status: 'active' })),
    UserPasswordSet: (state) => state,
  },
  exists: ({ status }) => status !== 'none',
  ownerOf: () => null,
  reserves: (state) =>
    state.status === 'none' || state.email === null ? [] : [normalEmail(state.email) ?? state.email],
};

/** The role a user acts in now; null where they may not act at all. */
export const actingRole = (state: User): Role | null =>
  state.status === 'active' ? (Role.safeParse(state.role).data ?? null) : null;

/** The user, deactivated or not. */
function known(state: User): KnownUser {
  if (state.status === 'none') throw new Missing('user');
  return state;
}

/** The user, able to sign in. */
function active(state: User): KnownUser {
  const it = known(state);
  if (it.status === 'deactivated')
    throw new Refusal('user-deactivated', 'The user is deactivated: reactivate them first.');
  return it;
}

/** A fold that moves a user on. */
function moving<Data>(move: (state: KnownUser, data: Data) => Partial<KnownUser>) {
  return (state: User, data: Data): User =>
    state.status === 'none' ? state : { ...state, ...move(state, data) };
}
