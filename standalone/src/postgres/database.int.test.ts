import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { newFolder } from '../../testing/folder.ts';
import { keysIn } from '../keys.ts';
import { placesIn } from '../places.ts';
import { databaseAccount } from './account.ts';
import { type Database, hasData, openDatabase } from './database.ts';
import { forTests } from './settings.ts';

jest.setTimeout(60_000);

const open: Database[] = [];
afterEach(async () => {
  for (const database of open.splice(0)) await database.stop();
});

const account = databaseAccount();

const openIn = async (home: string): Promise<Database> => {
  const { database: folder, keys } = placesIn(home, account);
  const database = await openDatabase({
    home: folder,
    account,
    keys: await keysIn(keys, hasData(folder), {}),
    settings: forTests,
    report: () => undefined,
  });
  open.push(database);
  return database;
};

const ask = async (database: Database, question: string): Promise<unknown> => {
  const client = new pg.Client(database.url('postgres'));
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query({ text: question, rowMode: 'array' })).rows[0]?.[0];
  } finally {
    await client.end();
  }
};

describe('the database of an installation', () => {
  it('keeps its data and its port from one start to the next', async () => {
    const home = await newFolder();
    const first = await openIn(home);
    await ask(first, 'create table kept (id int)');
    await first.stop();
    const second = await openIn(home);
    expect(await ask(second, `select to_regclass('kept')::text`)).toBe('kept');
    expect(second.url('postgres')).toBe(first.url('postgres'));
  });

  it('listens on this machine only, and asks for a password', async () => {
    const database = await openIn(await newFolder());
    expect(await ask(database, 'show listen_addresses')).toBe('127.0.0.1');
    const stranger = new pg.Client(database.url('postgres').replace(/:[^:@]+@/, ':wrong@'));
    await expect(stranger.connect()).rejects.toMatchObject({ code: '28P01' });
  });

  it('comes back when it is killed', async () => {
    const database = await openIn(await newFolder());
    const before = database.pid();
    await ask(database, 'create table kept (id int)');
    database.kill();
    while (database.pid() === before) await sleep(20);
    expect(await ask(database, `select to_regclass('kept')::text`)).toBe('kept');
  });

  it('opens after a kill that left a postmaster.pid whose number another program has now', async () => {
    const home = await newFolder();
    const database = await openIn(home);
    await database.stop();
    const other = spawn('sleep', ['60']);
    const file = join(home, 'postgres/data/postmaster.pid');
    await writeFile(file, `${other.pid}\n${join(home, 'postgres/data')}\n1\n1\n\n127.0.0.1\n\n`);
    expect(await ask(await openIn(home), 'select 1')).toBe(1);
    expect(other.kill()).toBe(true);
    await once(other, 'exit');
  });

  it('is made anew where the first start was killed while it made it', async () => {
    const home = await newFolder();
    const { database: folder } = placesIn(home, account);
    await mkdir(join(folder, 'data.unfinished/base'), { recursive: true });
    expect(await ask(await openIn(home), 'select 1')).toBe(1);
    await expect(stat(join(folder, 'data.unfinished'))).rejects.toThrow();
  });

  it('says what is wrong with a damaged folder', async () => {
    const home = await newFolder();
    await (await openIn(home)).stop();
    const data = join(home, 'postgres/data');
    await writeFile(join(data, 'PG_VERSION'), '15\n');
    await expect(openIn(home)).rejects.toThrow('was made by PostgreSQL 15, and this is PostgreSQL 18');
    await writeFile(join(data, 'PG_VERSION'), '18\n');
    await cp(join(data, 'global/pg_control'), join(home, 'pg_control'));
    await writeFile(join(data, 'global/pg_control'), 'nonsense');
    await expect(openIn(home)).rejects.toThrow('PostgreSQL cannot open its data folder');
    await rm(join(data, 'global/pg_control'));
    await expect(openIn(home)).rejects.toThrow('is damaged: global/pg_control is missing');
  });
});

const asRoot = process.getuid?.() === 0 ? it : it.skip;

asRoot('as root, keeps data where its user can enter when it cannot enter the folder', async () => {
  const closed = await newFolder();
  await chmod(closed, 0o700);
  const home = join(closed, 'clone/.data');
  const { database: folder, elsewhere } = placesIn(home, account);
  expect(folder).toMatch(/^\/var\/lib\/crm\/[0-9a-f]{12}$/);
  expect(elsewhere).toBe(folder);
  const database = await openIn(home);
  await ask(database, 'create table kept (id int)');
  await database.stop();
  expect(await ask(await openIn(home), `select to_regclass('kept')::text`)).toBe('kept');
  expect(await readFile(join(folder, 'data/PG_VERSION'), 'utf8')).toBe('18\n');
  for (const each of open.splice(0)) await each.stop();
  await rm(folder, { recursive: true });
});
