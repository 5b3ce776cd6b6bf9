import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../../standalone/src/free-port.ts';
import { newFolder } from '../../standalone/testing/folder.ts';
import { type Started, start } from '../../standalone/testing/started.ts';
import { call } from '../support/api.ts';
import { disorder, lost, misheld, registrations } from './audit.ts';
import { type Books, booksIn } from './books.ts';
import { chanceOf, faultSeed } from './chance.ts';
import { peopleOf } from './people.ts';
import { beginImport, countsIn } from './running-import.ts';

const rows = 3_000;
const email = 'admin@example.com';
const password = 'a password for tests';

let running: Started | undefined;
let books: Books | undefined;
afterEach(async () => {
  await books?.close();
  running?.signal('SIGTERM');
  await running?.ended;
}, 60_000);

describe('npm start', () => {
  it('finds everything again when it is killed in the middle of an import, which goes on by itself', async () => {
    const [home, port] = [await newFolder(), await freePort()];
    const url = `http://127.0.0.1:${port}`;
    running = start(home, port);
    await running.running;
    const first = /Password +(\S+)/.exec(running.said())?.[1];
    await call(url, 'POST', '/auth/sign-in', { email, password: first, newPassword: password });

    const people = peopleOf('supervised', rows);
    const file = join(home, 'people.csv');
    await writeFile(file, people.csv);
    books = await booksIn(home);
    const importing = beginImport(file, { url, email, password });
    const moment = chanceOf(faultSeed()).between(1, rows * 0.8);
    while ((await registered(books)) < moment) await sleep(5);
    running.signal('SIGKILL');
    await running.ended;
    await books.close();
    running = start(home, port);
    await running.running;
    expect(running.said()).not.toContain('Password');

    const { said } = await importing.ended;
    books = await booksIn(home);
    expect(countsIn(said)).toMatchObject({
      read: rows,
      duplicates: people.pairs.length,
      failed: people.wrong,
    });
    const times = await registrations(books, /Import (\S+)/.exec(said)?.[1] ?? '');
    expect(people.sound.filter((row) => times.get(row) !== 1)).toEqual([]);
    expect(times.size).toBe(people.sound.length + people.pairs.length);
    expect([await disorder(books), await lost(books), await misheld(books)]).toEqual([[], 0, 0]);
    expect(await books.differences()).toEqual([]);
  }, 120_000);
});

const registered = async ({ pool }: Books): Promise<number> => {
  const { rowCount } = await pool.query(`select from log.events where type = 'CustomerRegistered'`);
  return rowCount ?? 0;
};
