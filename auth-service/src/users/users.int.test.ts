import { UserRow } from '@crm/contracts';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Answer,
  administrator,
  as,
  folding,
  killedAfterAppend,
  newcomer,
  type Replica,
  replica,
} from '../../testing/running.ts';

let database: TestDatabase;
let one: Replica;
let other: Replica;
let admin: Answer;
let stopFolding: () => Promise<void>;

beforeAll(async () => {
  database = await testDatabase();
  stopFolding = folding(database);
  [one, other] = await Promise.all([replica(database), replica(database)]);
  admin = await administrator(one);
});
afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
  await stopFolding();
  await database.drop();
});

const terms = { name: 'Grace Hopper', role: 'sales', password: 'a first password' };
const signIn = (on: Replica, email: string, password: string) =>
  on.send('POST /auth/sign-in', { email, password });
const refresh = (on: Replica, { cookie }: Answer) =>
  on.send('POST /auth/refresh', undefined, { cookie: cookie ?? '' });
const usersNamed = async (name: string): Promise<number> => {
  const { rowCount } = await database.pool().query('select from live.app_user where name = $1', [name]);
  return rowCount ?? 0;
};

describe('users', () => {
  it('are created, changed and told', async () => {
    const created = await one.send('POST /users', { ...terms, email: 'Grace@Example.org' }, as(admin));
    expect(created).toMatchObject({ status: 201, body: { revision: 1 } });
    const { id } = created.body;
    await one.send(`PUT /users/${id}/name`, { name: 'Admiral Hopper' }, as(admin));
    const changed = await other.send(`PUT /users/${id}/role`, { role: 'manager' }, as(admin));
    const token = changed.headers.get('consistency-token') ?? '';
    const told = await other.send(`GET /users/${id}`, undefined, {
      ...as(admin),
      'consistency-token': token,
    });
    expect(UserRow.parse(told.body)).toMatchObject({
      name: 'Admiral Hopper',
      email: 'grace@example.org',
      role: 'manager',
      active: true,
      revision: 3,
    });
    const { body } = await one.send('GET /users', undefined, as(admin));
    expect(body.map(({ name }) => name)).toContain('Admiral Hopper');
    expect(JSON.stringify(body)).not.toMatch(/password|argon/);
  });

  it('are managed by administrators, and seen by everybody who is signed in', async () => {
    const { session } = await newcomer(one, admin, 'auditor');
    expect((await one.send('GET /users', undefined, as(session))).status).toBe(200);
    expect(await one.send('POST /users', { ...terms, email: 'x@example.org' }, as(session))).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect((await one.send('GET /users')).status).toBe(401);
  });

  it('share no address, whichever replica is asked, at the same moment', async () => {
    const answers = await Promise.all(
      [one, other, one, other].map((on, n) =>
        on.send(
          'POST /users',
          { ...terms, email: n % 2 ? 'same@example.org' : 'SAME@example.org' },
          as(admin),
        ),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ code: 'email-taken', detail: expect.stringContaining('user') });
  });

  it('are refused with unknown fields, weak passwords and unknown roles', async () => {
    const body = { ...terms, email: 'y@example.org', password: 'short', role: 'king', admin: true };
    const { status, body: problem } = await one.send('POST /users', body, as(admin));
    expect(status).toBe(400);
    expect(problem.errors?.map(({ path }) => path).sort()).toEqual(['admin', 'password', 'role']);
  });
});

describe('another address', () => {
  it('is what the user signs in with from then on; the one before is free', async () => {
    const { id, email, password, session } = await newcomer(one, admin, 'sales');
    const moved = { email: 'Moved@example.org' };
    expect((await one.send(`PUT /users/${id}/email`, moved, as(admin))).status).toBe(200);
    expect((await signIn(other, email, password)).status).toBe(401);
    expect((await signIn(other, moved.email, password)).status).toBe(200);
    expect((await refresh(other, session)).status).toBe(200);
    const next = await one.send('POST /users', { ...terms, email }, as(admin));
    expect(next.status).toBe(201);
    expect((await signIn(one, email, terms.password)).body.code).toBe('password-must-change');
  });

  it('is refused where it is that of another user', async () => {
    const [a, b] = [await newcomer(one, admin, 'sales'), await newcomer(one, admin, 'sales')];
    const taken = await other.send(`PUT /users/${a.id}/email`, { email: b.email.toUpperCase() }, as(admin));
    expect(taken).toMatchObject({ status: 409, body: { code: 'email-taken' } });
    expect((await signIn(one, a.email, a.password)).status).toBe(200);
  });

  it.each(['the same command again', 'somebody who takes the address of before'])(
    'that a crash kept from becoming the login becomes it with %s',
    async (what) => {
      const { id, email, password } = await newcomer(one, admin, 'sales');
      const body = { email: `after-${email}` };
      const dying = await replica(database, { wrapped: killedAfterAppend(1) });
      await dying.send(`PUT /users/${id}/email`, body, as(admin));
      await dying.close();
      if (what === 'the same command again') await other.send(`PUT /users/${id}/email`, body, as(admin));
      else await other.send('POST /users', { ...terms, email }, as(admin));
      expect((await signIn(one, body.email, password)).status).toBe(200);
      expect((await signIn(one, email, password)).status).toBe(401);
    },
  );
});

describe('a deactivated user', () => {
  it('is signed out at once and cannot sign in; reactivated, he signs in anew', async () => {
    const { id, email, password, session } = await newcomer(one, admin, 'sales');
    expect((await one.send(`POST /users/${id}/deactivate`, {}, as(admin))).status).toBe(200);
    expect((await refresh(other, session)).status).toBe(401);
    expect(await signIn(other, email, password)).toMatchObject({
      status: 401,
      body: { code: 'credentials-invalid' },
    });
    await other.send(`POST /users/${id}/reactivate`, {}, as(admin));
    expect((await refresh(other, session)).status).toBe(401);
    expect((await signIn(one, email, password)).status).toBe(200);
  });

  it('manages nobody with a token from before', async () => {
    const { id, session } = await newcomer(one, admin, 'administrator');
    await one.send(`POST /users/${id}/deactivate`, {}, as(admin));
    const made = await other.send('POST /users', { ...terms, email: 'z@example.org' }, as(session));
    expect(made.status).toBe(403);
  });
});

describe('the last administrator', () => {
  it('cannot be demoted or deactivated by his own hand', async () => {
    const { id } = admin.body.user;
    expect(await one.send(`PUT /users/${id}/role`, { role: 'sales' }, as(admin))).toMatchObject({
      status: 409,
      body: { code: 'own-role' },
    });
    expect(await one.send(`POST /users/${id}/deactivate`, {}, as(admin))).toMatchObject({
      status: 409,
      body: { code: 'own-account' },
    });
  });
  it('stays even when two demote each other at the same moment', async () => {
    for (let round = 0; round < 3; round++) {
      const [a, b] = [
        await newcomer(one, admin, 'administrator'),
        await newcomer(one, admin, 'administrator'),
      ];
      const demoted = await Promise.all([
        one.send(`PUT /users/${b.id}/role`, { role: 'sales' }, as(a.session)),
        other.send(`POST /users/${a.id}/deactivate`, {}, as(b.session)),
      ]);
      expect(demoted.map(({ status }) => status).sort()).toEqual([200, 403]);
    }
  });
});

describe('a password set by an administrator', () => {
  it('ends every session and is for one first sign-in', async () => {
    const { id, email, password, session } = await newcomer(one, admin, 'sales');
    await one.send(`PUT /users/${id}/password`, { password: 'handed over on paper' }, as(admin));
    expect((await refresh(other, session)).status).toBe(401);
    expect((await signIn(other, email, password)).status).toBe(401);
    expect((await signIn(other, email, 'handed over on paper')).body.code).toBe('password-must-change');
  });
});

describe('the same command again', () => {
  const key = { 'idempotency-key': 'once' };

  it('finishes a user whose process was killed between event and credential', async () => {
    const killed = await replica(database, { wrapped: killedAfterAppend(1) });
    const body = { ...terms, name: 'Half Made', email: 'half@example.org' };
    expect((await killed.send('POST /users', body, { ...as(admin), ...key })).status).toBe(500);
    await killed.close();
    expect((await signIn(one, body.email, body.password)).status).toBe(401);

    const again = await other.send('POST /users', body, { ...as(admin), ...key });
    expect(again.status).toBe(201);
    expect((await signIn(one, body.email, body.password)).body.code).toBe('password-must-change');
    await one.send(`GET /users/${again.body.id}`, undefined, {
      ...as(admin),
      'consistency-token': again.headers.get('consistency-token') ?? '',
    });
    expect(await usersNamed('Half Made')).toBe(1);
  });

  it('does not bring an older password back', async () => {
    const { id, email } = await newcomer(one, admin, 'sales');
    const set = (password: string, header: object) =>
      one.send(`PUT /users/${id}/password`, { password }, { ...as(admin), ...header });
    await set('the older password', key);
    await set('the newer password', {});
    expect((await set('the older password', key)).status).toBe(200);
    expect((await signIn(one, email, 'the older password')).status).toBe(401);
    expect((await signIn(one, email, 'the newer password')).status).toBe(403);
  });

  it('is told from one with another password', async () => {
    const body = { ...terms, email: 'told@example.org' };
    const header = { ...as(admin), 'idempotency-key': 'told' };
    const made = await one.send('POST /users', body, header);
    expect((await other.send('POST /users', body, header)).body).toEqual(made.body);
    expect(
      await other.send('POST /users', { ...body, password: 'another first password' }, header),
    ).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
  });
});
