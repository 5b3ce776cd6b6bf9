import { randomBytes } from 'node:crypto';
import { copyFile, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it, jest } from '@jest/globals';
import { newFolder } from '../testing/folder.ts';
import { type Started, start } from '../testing/started.ts';
import { freePort } from './free-port.ts';

jest.setTimeout(180_000);

const begun: Started[] = [];
afterEach(async () => {
  for (const { signal, ended } of begun.splice(0)) {
    signal('SIGTERM');
    await ended;
  }
});

it('replaces the master key as docs/keys.md says', async () => {
  const [home, port] = [await newFolder(), await freePort()];
  const keys = join(home, 'keys');
  const run = (): Started => {
    const started = start(home, port);
    begun.push(started);
    return started;
  };
  const end = async (started: Started): Promise<void> => {
    started.signal('SIGTERM');
    expect(await started.ended).toBe(0);
  };
  const password = 'a much better password';
  const signIn = async (body: object): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'admin@example.com', password, ...body }),
    });
    return answer.json();
  };
  const isMe = { user: { name: expect.any(String) } };

  const first = run();
  await first.running;
  const given = /Password +(\S+)/.exec(first.said())?.[1];
  expect(await signIn({ password: given, newPassword: password })).toMatchObject(isMe);
  await end(first);

  await copyFile(join(keys, 'master'), join(home, 'old'));
  await rename(join(keys, 'master'), join(keys, 'master.previous'));
  await writeFile(join(keys, 'master'), randomBytes(32).toString('base64'), { mode: 0o600 });
  const both = run();
  await both.running;
  expect(await signIn({})).toMatchObject(isMe);
  const log = () => readFile(join(home, 'logs/command.log'), 'utf8');
  while (!(await log()).includes('MASTER_KEY_PREVIOUS can go')) await sleep(50);
  await end(both);

  await rm(join(keys, 'master.previous'));
  const alone = run();
  await alone.running;
  expect(await signIn({})).toMatchObject(isMe);
  await end(alone);

  await copyFile(join(home, 'old'), join(keys, 'master'));
  const refused = run();
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toContain('The master key (MASTER_KEY) is not the present one: it was rotated.');
});
