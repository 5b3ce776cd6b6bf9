import { mayOn, type Permission } from '@crm/contracts';
import { useSession } from './session.ts';

/**
 * Whether the signed-in user may do something, by the same table that the services enforce. Without an owner: to records
 * of their own. The screen only hides what would be refused.
 */
export const useMay = (): ((permission: Permission, owner?: string | null) => boolean) => {
  const session = useSession();
  return (permission, owner) => {
    if (session.status !== 'signed-in') return false;
    const { id, role } = session.user;
    return mayOn({ id, role }, permission, owner === undefined ? id : owner);
  };
};
