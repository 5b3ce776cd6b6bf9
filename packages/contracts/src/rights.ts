import { z } from 'zod';

/** Whose records a permission reaches: everybody's, or only those that the user owns. */
export type Scope = 'all' | 'own';

/** Everything that can be allowed. A command and a question each name one. */
export const permissions = [
  'customer.read',
  'customer.create',
  'customer.edit',
  'customer.assign',
  'customer.archive',
  'customer.erase',
  'interaction.write',
  'history.read',
  'log.verify',
  'read-model.read',
  'read-model.manage',
  'campaign.read',
  'campaign.write',
  'campaign.touch',
  'user.read',
  'user.manage',
  'password.change',
] as const;
export type Permission = (typeof permissions)[number];

export const Role = z.enum(['administrator', 'manager', 'sales', 'marketing', 'analyst', 'auditor']);
export type Role = z.infer<typeof Role>;

/** Proofs hold hashes and nothing else: whoever may sign in may check that the log is what it was. */
const signedIn = { 'user.read': 'all', 'log.verify': 'all', 'password.change': 'own' } as const;
const reader = {
  ...signedIn,
  'customer.read': 'all',
  'history.read': 'all',
  'campaign.read': 'all',
} as const;
const editor = {
  ...reader,
  'customer.create': 'all',
  'customer.edit': 'all',
  'customer.archive': 'all',
  'interaction.write': 'all',
  'campaign.write': 'all',
  'campaign.touch': 'all',
} as const;

/** What each role may do, and to whose records. What is not listed is refused. */
export const rights: Readonly<Record<Role, Readonly<Partial<Record<Permission, Scope>>>>> = {
  administrator: {
    ...editor,
    'customer.assign': 'all',
    'customer.erase': 'all',
    'user.manage': 'all',
    'read-model.read': 'all',
    'read-model.manage': 'all',
  },
  manager: { ...editor, 'customer.assign': 'all', 'customer.erase': 'all', 'read-model.read': 'all' },
  marketing: editor,
  sales: {
    ...signedIn,
    'customer.read': 'own',
    'customer.create': 'own',
    'customer.edit': 'own',
    'customer.archive': 'own',
    'interaction.write': 'own',
    'history.read': 'own',
    'campaign.read': 'all',
    'campaign.touch': 'own',
  },
  analyst: { ...signedIn, 'customer.read': 'all', 'campaign.read': 'all', 'read-model.read': 'all' },
  auditor: { ...reader, 'read-model.read': 'all' },
};

/** Who is asking. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
}

/** How far an actor's permission reaches; null where there is none. */
export const scopeOf = (actor: Actor, permission: Permission): Scope | null =>
  rights[actor.role][permission] ?? null;

/** Whether an actor may use a permission on a record of this owner (null: nobody's). */
export const mayOn = (actor: Actor, permission: Permission, owner: string | null): boolean => {
  const scope = scopeOf(actor, permission);
  return scope === 'all' || (scope === 'own' && owner === actor.id);
};
