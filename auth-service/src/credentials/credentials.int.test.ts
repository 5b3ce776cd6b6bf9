import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { v7 as uuidV7 } from 'uuid';
import { credentialsIn } from './credentials.ts';
import { isPassword } from './passwords.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it('keeps the password that the log has last, in whatever order and however often they come', async () => {
  const credentials = credentialsIn(database.pool('crm_auth', { max: 8 }));
  for (let round = 0; round < 20; round++) {
    const userId = uuidV7();
    const revisions = [3, 1, 2, 3, 1, 2];
    await Promise.all(
      revisions.map((revision) =>
        credentials.keep({
          userId,
          login: userId,
          password: `number ${revision}`,
          mustChange: false,
          revision,
        }),
      ),
    );
    const kept = await credentials.byLogin(userId);
    expect(await isPassword('number 3', kept?.hash)).toBe(true);
  }
});

it('refuses a login that another user has: the reservation in the log would have been wrong', async () => {
  const credentials = credentialsIn(database.pool('crm_auth'));
  const terms = { login: 'taken', password: 'a good password', mustChange: false, revision: 1 };
  await credentials.keep({ ...terms, userId: uuidV7() });
  await expect(credentials.keep({ ...terms, userId: uuidV7() })).rejects.toThrow('credentials_login_key');
});
