import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { newFolder } from '../testing/folder.ts';
import { type Started, start } from '../testing/started.ts';
import { freePort } from './free-port.ts';

jest.setTimeout(120_000);

const begun: Started[] = [];
const startIn = (home: string, port: number): Started => {
  const started = start(home, port);
  begun.push(started);
  return started;
};
afterEach(async () => {
  for (const { signal, ended } of begun.splice(0)) {
    signal('SIGTERM');
    await ended;
  }
});

const passwordIn = (said: string): string => /Password +(\S+)/.exec(said)?.[1] ?? '';

const signIn = (port: number, body: object): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('npm start', () => {
  it('runs everything, tells the first password once, ends in order, and finds its data again', async () => {
    const [home, port] = [await newFolder(), await freePort()];
    const first = startIn(home, port);
    await first.running;
    const password = passwordIn(first.said());
    expect(password).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/);
    const credentials = { email: 'admin@example.com', password };
    expect((await signIn(port, credentials)).status).toBe(403);
    const newPassword = 'a much better password';
    expect((await signIn(port, { ...credentials, newPassword })).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/`)).headers.get('content-type')).toContain('text/html');
    expect(await readFile(join(home, 'keys/first-password'), 'utf8').catch(() => 'forgotten')).toBe(
      'forgotten',
    );
    first.signal('SIGINT');
    expect(await first.ended).toBe(0);

    const second = startIn(home, port);
    await second.running;
    expect(passwordIn(second.said())).toBe('');
    expect((await signIn(port, { ...credentials, password: newPassword })).status).toBe(200);
  });

  it('starts at once after kill -9, on the same port, with its data', async () => {
    const [home, port] = [await newFolder(), await freePort()];
    const first = startIn(home, port);
    await first.running;
    const credentials = { email: 'admin@example.com', password: passwordIn(first.said()) };
    first.signal('SIGKILL');
    const second = startIn(home, port);
    await second.running;
    expect((await signIn(port, credentials)).status).toBe(403);
  });

  it('is refused where it runs already, and where a key is missing', async () => {
    const [home, port] = [await newFolder(), await freePort()];
    const first = startIn(home, port);
    await first.running;
    const second = startIn(home, await freePort());
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain(
      `The product is already running with ${home}: process ${first.pid}, http://localhost:${port}.`,
    );
    first.signal('SIGTERM');
    expect(await first.ended).toBe(0);
    await rm(join(home, 'keys/master'));
    const third = startIn(home, port);
    expect(await third.ended).toBe(1);
    expect(third.said()).toContain(`The key ${join(home, 'keys/master')} is missing`);
  });

  it('says in one sentence that the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const started = startIn(await newFolder(), port);
    expect(await started.ended).toBe(1);
    expect(started.said().trim()).toBe(
      `Port ${port} is taken by another program: end that one, or choose another port, as in PORT=${port + 1} npm start.`,
    );
    other.close();
  });
});
