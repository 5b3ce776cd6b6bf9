import { given, id } from '@crm/service-kit/testing/given';
import { describe, expect, it } from '@jest/globals';
import { actingRole, user } from './user.ts';

const terms = { name: 'Ada Byron', email: 'ada@example.org', role: 'sales' } as const;
const created = { type: 'UserCreated', data: terms } as const;
const deactivated = { type: 'UserDeactivated', data: {} } as const;
const reactivated = { type: 'UserReactivated', data: {} } as const;
const password = 'correct horse battery';
const asSelf = { actor: { id: id(900), role: 'administrator' } } as const;

describe('creating', () => {
  it('creates a user whose password is for one first sign-in, and keeps the password out of the events', () => {
    const events = given(user, []).when('CreateUser', { ...terms, password });
    expect(events).toEqual([created, { type: 'UserPasswordSet', data: { mustChange: true } }]);
    expect(JSON.stringify(events)).not.toContain(password);
  });
  it('does not create the same user twice', () => {
    expect(() => given(user, [created]).when('CreateUser', { ...terms, password })).toThrow('exists already');
  });
  it('reserves the address in its normal form, for as long as the user exists', () => {
    const folded = given(user, [{ ...created, data: { ...terms, email: 'Ada@Example.ORG' } }, deactivated]);
    expect(user.reserves?.(folded.state)).toEqual(['ada@example.org']);
  });
});

describe('changing', () => {
  it('renames', () => {
    expect(given(user, [created]).when('RenameUser', { name: 'Ada Lovelace' })).toEqual([
      { type: 'UserRenamed', data: { name: 'Ada Lovelace' } },
    ]);
  });
  it('has nothing to say when the name is the same', () => {
    expect(given(user, [created]).when('RenameUser', { name: terms.name })).toEqual([]);
  });
  it('gives another address to sign in with, and reserves that one then', () => {
    const changed = given(user, [created]).when('ChangeUserEmail', { email: 'ada@example.net' });
    expect(changed).toEqual([{ type: 'UserEmailChanged', data: { email: 'ada@example.net' } }]);
    expect(user.reserves?.(given(user, [created, ...changed]).state)).toEqual(['ada@example.net']);
  });
  it('has nothing to say when the address is the same', () => {
    expect(given(user, [created]).when('ChangeUserEmail', { email: terms.email })).toEqual([]);
  });
  it('changes the role, saying from what', () => {
    expect(given(user, [created]).when('ChangeUserRole', { role: 'manager' })).toEqual([
      { type: 'UserRoleChanged', data: { from: 'sales', to: 'manager' } },
    ]);
  });
  it('has nothing to say when the role is the same', () => {
    expect(given(user, [created], asSelf).when('ChangeUserRole', { role: 'sales' })).toEqual([]);
  });
  it('knows no user that was never created', () => {
    expect(() => given(user, []).when('RenameUser', { name: 'Nobody' })).toThrow('no such user');
  });
});

describe('passwords', () => {
  it('records that one was set for one first sign-in', () => {
    expect(given(user, [created]).when('SetUserPassword', { password })).toEqual([
      { type: 'UserPasswordSet', data: { mustChange: true } },
    ]);
  });
  it('records that users changed their own', () => {
    expect(
      given(user, [created], asSelf).when('ChangeOwnPassword', { password, newPassword: `${password}!` }),
    ).toEqual([{ type: 'UserPasswordSet', data: { mustChange: false } }]);
  });
  it('lets nobody change the password of another as if it were theirs', () => {
    expect(() =>
      given(user, [created]).when('ChangeOwnPassword', { password, newPassword: `${password}!` }),
    ).toThrow('does not allow');
  });
  it('sets none for a deactivated user', () => {
    expect(() => given(user, [created, deactivated]).when('SetUserPassword', { password })).toThrow(
      'deactivated',
    );
  });
});

describe('the last administrator', () => {
  const administrator = { ...created, data: { ...terms, role: 'administrator' } } as const;
  it('cannot give their own role away', () => {
    expect(() => given(user, [administrator], asSelf).when('ChangeUserRole', { role: 'sales' })).toThrow(
      'Another administrator',
    );
  });
  it('cannot deactivate themselves', () => {
    expect(() => given(user, [administrator], asSelf).when('DeactivateUser', {})).toThrow(
      'Another administrator',
    );
  });
});

describe('leaving and coming back', () => {
  it('deactivates once', () => {
    expect(given(user, [created]).when('DeactivateUser', {})).toEqual([deactivated]);
    expect(given(user, [created, deactivated]).when('DeactivateUser', {})).toEqual([]);
  });
  it('reactivates once', () => {
    expect(given(user, [created, deactivated]).when('ReactivateUser', {})).toEqual([reactivated]);
    expect(given(user, [created]).when('ReactivateUser', {})).toEqual([]);
  });
  it('has a role to act in only while active', () => {
    expect(actingRole(given(user, [created]).state)).toBe('sales');
    expect(actingRole(given(user, [created, deactivated]).state)).toBeNull();
    expect(actingRole(given(user, [created, deactivated, reactivated]).state)).toBe('sales');
    expect(actingRole(given(user, []).state)).toBeNull();
  });
});
