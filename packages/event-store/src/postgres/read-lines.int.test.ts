import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newStream, notes, to } from '../../testing/events.ts';
import { testLog } from '../../testing/postgres.ts';
import { Unavailable } from '../errors.ts';
import { linesOf } from '../lines.ts';
import { createPostgresStore } from './store.ts';

const [appends, each] = [21, 1_000];

let log: Awaited<ReturnType<typeof testLog>>;
beforeAll(async () => {
  log = await testLog();
  const store = log.open();
  for (let n = 0; n < appends; n++) await store.append(to(newStream(), 'none', notes(each)));
  await store.close();
});
afterAll(() => log.database.drop());

it('gives more lines than one statement does, in order', async () => {
  const store = log.open();
  const positions: number[] = [];
  for await (const lines of linesOf(store))
    for (const line of lines.toString().trimEnd().split('\n')) positions.push(Number(line.split('\t')[0]));
  expect(positions).toEqual(Array.from({ length: appends * each }, (_, n) => n + 1));
  await store.close();
});

it('gives its connection back where nobody wants more of it', async () => {
  const pool = log.database.pool('crm_command', { max: 1 });
  const store = createPostgresStore(pool);
  for await (const lines of linesOf(store)) if (lines.length > 0) break;
  expect(await store.head()).toBe(BigInt(appends * each));
  await store.close();
});

it('says that the database cannot be reached where it is lost on the way', async () => {
  const report = () => undefined;
  const store = createPostgresStore(log.database.pool('crm_command', { max: 1, report }), { report });
  const read = async () => {
    for await (const lines of linesOf(store))
      if (lines.length > 0) await log.database.kill(`query like 'copy%'`);
  };
  await expect(read()).rejects.toThrow(Unavailable);
  await store.close();
});
