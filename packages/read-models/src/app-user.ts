import { UserRow, userEvents } from '@crm/contracts';
import { readModel } from './read-model.ts';

/** The users, for names beside records and for administration. Its table: app-user.table.sql */
export const appUser = readModel('app_user', UserRow, {
  version: 2,
  tells: { needs: 'user.read' },
  of: userEvents,
  key: ['id'],
  keyOf: ({ entityId }) => ({ id: entityId }),
  first: ['UserCreated'],
  on: {
    UserCreated: (_, { entityId, data, recordedAt, revision }) => ({
      id: entityId,
      ...data,
      active: true,
      createdAt: recordedAt,
      revision,
    }),
    UserRenamed: (row, { data, revision }) => ({ ...row, name: data.name, revision }),
    UserEmailChanged: (row, { data, revision }) => ({ ...row, email: data.email, revision }),
    UserRoleChanged: (row, { data, revision }) => ({ ...row, role: data.to, revision }),
    UserDeactivated: (row, { revision }) => ({ ...row, active: false, revision }),
    UserReactivated: (row, { revision }) => ({ ...row, active: true, revision }),
    UserPasswordSet: (row, { revision }) => ({ ...row, revision }),
  },
});
