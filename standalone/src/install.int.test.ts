import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { newFolder } from '../testing/folder.ts';

type Packages = Readonly<Record<string, object>>;

const locked: Packages = {
  '': { name: 'crm' },
  'packages/a': { version: '0.1.0' },
  'node_modules/@crm/a': { resolved: 'packages/a', link: true },
  'node_modules/b': { version: '1.0.0' },
  'node_modules/b/node_modules/c': { version: '2.0.0' },
  'node_modules/other-platform': { version: '1.0.0', optional: true },
};
const { '': _root, 'node_modules/other-platform': _optional, ...installed } = locked;

/** Whether install.mjs finds everything there. */
const isInstalled = async (there: Packages | undefined): Promise<boolean> => {
  const folder = await newFolder();
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ packages: locked }));
  await mkdir(join(folder, 'node_modules'));
  if (there)
    await writeFile(join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages: there }));
  const script = new URL('../install.mjs', import.meta.url).pathname;
  const { status, stderr } = spawnSync(process.execPath, [script, '--check', folder], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return status === 0;
};

describe('what is installed', () => {
  it('is enough when it is what the lock file says', async () =>
    expect(await isInstalled(installed)).toBe(true));
  it('is not enough when nothing is', async () => expect(await isInstalled(undefined)).toBe(false));
  it('is not enough in another version', async () =>
    expect(await isInstalled({ ...installed, 'node_modules/b': { version: '1.0.1' } })).toBe(false));
  it('is not enough without a workspace', async () => {
    const { 'node_modules/@crm/a': _link, ...others } = installed;
    expect(await isInstalled(others)).toBe(false);
  });
  it('is enough where only the spelling of a version differs', async () =>
    expect(await isInstalled({ ...installed, 'node_modules/b': { version: 'v1.0.0' } })).toBe(true));
});
