import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testLog } from '../../testing/postgres.ts';
import { WrongKey } from '../errors.ts';
import { checkKeys } from './check-keys.ts';
import { postgresKeyring } from './keyring.ts';

let log: Awaited<ReturnType<typeof testLog>>;
beforeAll(async () => {
  log = await testLog();
});
afterAll(() => log.database.drop());

const [master, lookup, other] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte)) as [Buffer, Buffer, Buffer];
const subjects = (count: number) => Array.from({ length: count }, () => `customer-${randomUUID()}`);

describe('keys in Postgres', () => {
  it('are the same for two processes that make them at once, in whatever order', async () => {
    const all = subjects(300);
    const [one, two] = [postgresKeyring(log.pool(), master), postgresKeyring(log.pool(), master)];
    const [first, second] = await Promise.all([one.make(all), two.make(all.toReversed())]);
    expect(first.size).toBe(300);
    expect(new Map([...second].toSorted())).toEqual(new Map([...first].toSorted()));
    const reader = postgresKeyring(log.database.pool('crm_query'), master);
    expect(await reader.find(all)).toEqual(first);
  });

  it('wait for the disk, for a crash of the server must not take back what is sealed with', async () => {
    const pool = log.pool();
    await log.database.pool().query(`
      create table public.seen (setting text);
      create function public.see() returns trigger language plpgsql security definer as $$
      begin
        insert into public.seen values (current_setting('synchronous_commit'));
        return null;
      end $$;
      create trigger see after insert on keys.subjects for each row execute function public.see()`);
    await postgresKeyring(pool, master).make(subjects(1));
    expect((await log.database.pool().query('select setting from public.seen')).rows).toEqual([
      { setting: 'on' },
    ]);
    await log.database.pool().query('drop trigger see on keys.subjects');
  });

  it('are kept encrypted, and only writers add to them', async () => {
    const [subject = ''] = subjects(1);
    const key = (await postgresKeyring(log.pool(), master).make([subject])).get(subject)?.key ?? Buffer.of();
    const { rows } = await log.database
      .pool()
      .query('select * from keys.subjects where subject = $1', [subject]);
    expect(rows).toEqual([{ subject, generation: 1, wrapped: expect.any(Buffer), master_generation: 1 }]);
    expect(rows[0].wrapped.includes(key)).toBe(false);
    for (const role of ['crm_query', 'crm_projection'] as const)
      await expect(postgresKeyring(log.database.pool(role), master).make(subjects(1))).rejects.toMatchObject({
        code: '42501',
      });
    await expect(log.pool().query('delete from keys.subjects')).rejects.toMatchObject({ code: '42501' });
  });

  it('that were destroyed stay so', async () => {
    const [subject = ''] = subjects(1);
    await postgresKeyring(log.pool(), master).make([subject]);
    await log.database.pool().query('update keys.subjects set wrapped = null where subject = $1', [subject]);
    const keyring = postgresKeyring(log.pool(), master);
    expect((await keyring.find([subject])).size).toBe(0);
    expect((await keyring.make([subject])).size).toBe(0);
  });
});

describe('the keys of the environment', () => {
  it('are whatever the first start had, and no others ever after', async () => {
    const [reader, writer] = [log.database.pool('crm_query'), log.pool()];
    await checkKeys(reader, { master });
    await Promise.all([checkKeys(writer, { master, lookup }), checkKeys(log.pool(), { master, lookup })]);
    await checkKeys(reader, { master });
    await expect(checkKeys(reader, { master: other })).rejects.toThrow(WrongKey);
    await expect(checkKeys(writer, { master, lookup: other })).rejects.toThrow(
      'The lookup key (LOOKUP_KEY) is not the one that this log was written with',
    );
  });
});
