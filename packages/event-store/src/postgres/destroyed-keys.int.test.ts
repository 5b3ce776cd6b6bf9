import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testLog } from '../../testing/postgres.ts';
import { forgetDestroyed, postgresKeyring } from './keyring.ts';

let log: Awaited<ReturnType<typeof testLog>>;
const ending = new AbortController();
beforeAll(async () => {
  log = await testLog();
});
afterAll(async () => {
  ending.abort();
  await log.database.drop();
});

const master = Buffer.alloc(32, 1);
const newSubject = () => `customer-${randomUUID()}`;

/** A keyring as a process has it. */
const keyring = (role: 'crm_command' | 'crm_query' = 'crm_command') => {
  const pool = log.database.pool(role, { report: () => {} });
  const keys = postgresKeyring(pool, master);
  void forgetDestroyed(pool, keys, ending.signal, () => {});
  return keys;
};

describe('a destroyed key', () => {
  it('leaves every process that holds it, at once', async () => {
    const subject = newSubject();
    const [one, two] = [keyring(), keyring('crm_query')];
    await one.make([subject]);
    expect((await two.find([subject])).size).toBe(1);
    await sleep(200);
    await one.destroy(subject);
    expect((await one.find([subject])).size).toBe(0);
    const told = Date.now();
    while ((await two.find([subject])).size > 0) await sleep(5);
    expect(Date.now() - told).toBeLessThan(2_000);
  });

  it('leaves its row behind, so that no other is made; also where there was none', async () => {
    const [known, unknown] = [newSubject(), newSubject()];
    const keys = keyring();
    await keys.make([known]);
    for (const subject of [known, unknown]) await keys.destroy(subject);
    expect((await keyring().make([known, unknown])).size).toBe(0);
    const { rows } = await log.database
      .pool()
      .query('select wrapped from keys.subjects where subject = any($1)', [[known, unknown]]);
    expect(rows).toEqual([{ wrapped: null }, { wrapped: null }]);
  });

  it('is the work of the write side alone', async () => {
    const subject = newSubject();
    for (const role of ['crm_query', 'crm_projection', 'crm_auth'] as const)
      await expect(postgresKeyring(log.database.pool(role), master).destroy(subject)).rejects.toMatchObject({
        code: '42501',
      });
    await expect(
      log.pool().query('update keys.subjects set wrapped = null where subject = $1', [subject]),
    ).rejects.toMatchObject({ code: '42501' });
  });
});
