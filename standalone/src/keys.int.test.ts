import { createPrivateKey } from 'node:crypto';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { newFolder } from '../testing/folder.ts';
import { keysIn } from './keys.ts';

const keysFolder = async (): Promise<string> => join(await newFolder(), 'keys');

describe('the keys', () => {
  it('are made at the first start, for their owner alone, and read at the next', async () => {
    const folder = await keysFolder();
    const made = await keysIn(folder, false, {});
    expect(Buffer.from(made.master, 'base64')).toHaveLength(32);
    expect(createPrivateKey(made.signing).asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const file of await readdir(folder))
      expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
    const read = await keysIn(folder, true, {});
    expect({ ...read, passwordOf: undefined }).toEqual({ ...made, passwordOf: undefined });
    expect(read.passwordOf('crm_query')).toBe(made.passwordOf('crm_query'));
    expect(read.passwordOf('crm_query')).not.toBe(made.passwordOf('crm_auth'));
  });

  it.each(['master', 'lookup', 'signing.pem', 'database'])(
    'are refused without %s once there is data',
    async (name) => {
      const folder = await keysFolder();
      await keysIn(folder, false, {});
      await rm(join(folder, name));
      await expect(keysIn(folder, true, {})).rejects.toThrow(`The key ${join(folder, name)} is missing`);
    },
  );

  it('are complete again where an installation is older than its notary', async () => {
    const folder = await keysFolder();
    const made = await keysIn(folder, false, {});
    await rm(join(folder, 'notary.pem'));
    const completed = await keysIn(folder, true, {});
    expect(completed.notary).not.toBe(made.notary);
    expect((await keysIn(folder, true, {})).notary).toBe(completed.notary);
    expect(createPrivateKey(completed.notary).asymmetricKeyType).toBe('ed25519');
  });

  it('are not made where there is data and no folder of keys', async () => {
    const folder = await keysFolder();
    await expect(keysIn(folder, true, {})).rejects.toThrow('is missing');
    await expect(stat(folder)).rejects.toThrow();
  });

  it('are made anew after a start that was killed while it made them', async () => {
    const folder = await keysFolder();
    await mkdir(`${folder}.unfinished`);
    await writeFile(join(`${folder}.unfinished`, 'master'), 'half');
    await expect(keysIn(folder, false, {})).resolves.toMatchObject({ lookup: expect.any(String) });
  });

  it('of the environment go before the files', async () => {
    const keys = await keysIn(await keysFolder(), false, { MASTER_KEY: 'mine' });
    expect(keys.master).toBe('mine');
  });

  it('hold the master key before, as long as its file is there', async () => {
    const folder = await keysFolder();
    const { master, previous } = await keysIn(folder, false, {});
    expect(previous).toBeUndefined();
    await writeFile(join(folder, 'master.previous'), `${master}\n`);
    expect((await keysIn(folder, true, {})).previous).toBe(master);
  });
});
