import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LogKey, Session } from '@crm/contracts';
import { afterEach, expect, it, jest } from '@jest/globals';
import { call } from '../../e2e/support/api.ts';
import { newFolder } from '../testing/folder.ts';
import { type Started, start } from '../testing/started.ts';
import { freePort } from './free-port.ts';

jest.setTimeout(180_000);

let running: Started | undefined;
afterEach(async () => {
  running?.signal('SIGTERM');
  await running?.ended;
});

it('replaces a notary key that is lost as docs/keys.md says', async () => {
  const [home, port] = [await newFolder(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const password = 'a much better password';
  const run = async (env: Readonly<Record<string, string>> = {}): Promise<Started> => {
    running = start(home, port, { env });
    await running.running;
    return running;
  };
  const end = async (): Promise<void> => {
    running?.signal('SIGTERM');
    expect(await running?.ended).toBe(0);
  };
  const keyThatSigns = async (body: object = {}): Promise<string> => {
    const signIn = { email: 'admin@example.com', password, ...body };
    const session = Session.parse((await call(url, 'POST', '/auth/sign-in', signIn)).body);
    const authorization = `Bearer ${session.accessToken}`;
    for (;;) {
      const answer = await call(url, 'GET', '/log/key', undefined, { authorization });
      if (answer.status === 200) return LogKey.parse(answer.body).verifier;
    }
  };

  const given = /Password +(\S+)/.exec((await run()).said())?.[1];
  const lost = await keyThatSigns({ password: given, newPassword: password });
  await end();
  await rm(join(home, 'keys/notary.pem'));

  const refused = start(home, port);
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toContain(`NOTARY_KEY_REPLACES=${lost} puts the new one in its place.`);

  await run({ NOTARY_KEY_REPLACES: lost });
  const next = await keyThatSigns();
  expect(next).not.toBe(lost);
  await end();
  await run();
  expect(await keyThatSigns()).toBe(next);
});
