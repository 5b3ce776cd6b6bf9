import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { administrator, as, changed, first, newcomer, type Replica, replica } from '../../testing/running.ts';

let database: TestDatabase;
let one: Replica;
let other: Replica;

beforeAll(async () => {
  database = await testDatabase();
  const limits = { perLogin: 3, perAddress: 12 };
  one = await replica(database, limits);
  other = await replica(database, limits);
});
afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
  await database.drop();
});

const fromAddress = (address: string) => ({ 'x-forwarded-for': address });
const tryWith = (on: Replica, email: string, password: string, from = '192.0.2.1') =>
  on.send('POST /auth/sign-in', { email, password }, fromAddress(from));

describe('wrong passwords', () => {
  it('are limited for a login over all replicas and addresses, and right ones do not count', async () => {
    const admin = await administrator(one);
    const { email, password } = await newcomer(one, admin, 'sales');
    for (let n = 0; n < 5; n++) expect((await tryWith(one, email, password)).status).toBe(200);
    for (const [n, on] of [one, other, one].entries())
      expect((await tryWith(on, email, 'wrong', `192.0.2.${n}`)).status).toBe(401);
    const refused = await tryWith(other, email, password, '192.0.2.9');
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate-limited' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(600);
    expect(refused.headers.get('ratelimit')).toContain('sign-in-login');
    expect((await tryWith(other, first.email, changed)).status).toBe(200);
  });

  it('are limited alike for an address that nobody has', async () => {
    for (let n = 0; n < 3; n++) expect((await tryWith(one, 'nobody@example.org', 'wrong')).status).toBe(401);
    expect((await tryWith(one, 'NOBODY@example.org', 'wrong')).status).toBe(429);
  });

  it('are limited for an address of the network, whatever the login', async () => {
    const from = '198.51.100.7';
    for (let n = 0; n < 12; n++)
      expect((await tryWith(n % 2 ? one : other, `u${n}@example.org`, 'wrong', from)).status).toBe(401);
    expect((await tryWith(one, first.email, changed, from)).status).toBe(429);
    expect((await tryWith(one, first.email, changed, '198.51.100.8')).status).toBe(200);
  });

  it('are limited for the own password too', async () => {
    const session = await tryWith(one, first.email, changed);
    const guess = () =>
      one.send('PUT /auth/password', { password: 'wrong', newPassword: 'a better password' }, as(session));
    for (let n = 0; n < 3; n++) expect((await guess()).status).toBe(400);
    expect((await guess()).status).toBe(429);
  });

  it('are forgiven when the window has passed', async () => {
    await database.pool().query('update auth.tries set reset_at = now()');
    expect((await tryWith(one, 'nobody@example.org', 'wrong')).status).toBe(401);
  });
});
