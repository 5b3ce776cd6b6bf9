import { Forbidden } from '@crm/contracts';
import type { Handle } from '@crm/service-kit/commands/handle';
import { actingRole, type User } from '../domain/user.ts';

/** Commands that can leave one administrator less. */
const takesPower = ['ChangeUserRole', 'DeactivateUser'];

/** Runs one piece of work at a time, over all replicas. */
type Alone = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Commands on users are carried out in the role that their actor has in the log now, not in the token's, which may be
 * five minutes old. Those that take power take turns: together with the rule that nobody takes their own, an
 * administrator is always left, even when two demote each other at the same moment.
 */
export const inRoleOfNow =
  (handle: Handle, users: (id: string) => Promise<User>, alone: Alone): Handle =>
  (aggregate, intent) => {
    const carryOut = async () => {
      const role = actingRole(await users(intent.actor.id));
      if (role === null) throw new Forbidden();
      return handle(aggregate, { ...intent, actor: { id: intent.actor.id, role } });
    };
    return takesPower.includes(intent.command) ? alone(carryOut) : carryOut();
  };
