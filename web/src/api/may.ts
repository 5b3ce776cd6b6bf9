import { mayOn, type Permission } from '@crm/contracts';
import { useSession } from './session.ts';
import { useMoment } from './travel.ts';

/** Asks for a permission on a record of this owner; without an owner: on records of one's own. */
type May = (permission: Permission, owner?: string | null) => boolean;

/** What changes nothing: all that may be done in the past. */
const looks: ReadonlySet<Permission> = new Set<Permission>([
  'customer.read',
  'history.read',
  'campaign.read',
  'user.read',
  'read-model.read',
  'log.verify',
]);

/**
 * Whether the signed-in user may do something now, by the same table that the services enforce. The screen only hides what
 * would be refused; whoever looks at the past may only look.
 */
export const useMay = (): May => {
  const holds = useHolds();
  const moment = useMoment();
  return (permission, owner) => (moment === null || looks.has(permission)) && holds(permission, owner);
};

/** Whether the signed-in user's role has a permission, whatever moment is looked at: for where the navigation leads. */
export const useHolds = (): May => {
  const session = useSession();
  return (permission, owner) => {
    if (session.status !== 'signed-in') return false;
    const { id, role } = session.user;
    return mayOn({ id, role }, permission, owner === undefined ? id : owner);
  };
};
