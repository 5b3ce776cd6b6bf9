import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { newFolder } from '../testing/folder.ts';
import { checkout, start } from '../testing/started.ts';
import { freePort } from './free-port.ts';

jest.setTimeout(120_000);

const run = (program: string, ...args: string[]) => spawnSync(program, args, { encoding: 'utf8' });
const isRoot = process.getuid?.() === 0;

/** A copy of this checkout, with what is installed in it, in a folder that only its owner can enter. */
const closedClone = async (): Promise<string> => {
  const closed = await newFolder();
  await chmod(closed, 0o700);
  const clone = join(closed, 'clone');
  await mkdir(clone);
  const copied = run('sh', '-c', `cd "${checkout}" && cp -al $(ls) "${clone}"`);
  if (copied.status !== 0) throw new Error(copied.stderr);
  return clone;
};

(isRoot ? describe : describe.skip)('npm start as root in a clone that the database cannot enter', () => {
  it('keeps binaries and data in a system folder, and says so', async () => {
    const clone = await closedClone();
    const [home, port] = [join(clone, '.data'), await freePort()];
    const started = start(home, port, { root: clone });
    await started.running;
    const folder =
      /the database is kept in (\/var\/lib\/crm\/[0-9a-f]{12})\./.exec(started.said())?.[1] ?? '';
    expect(folder).not.toBe('');
    expect((await fetch(`http://127.0.0.1:${port}/api/auth/jwks`)).status).toBe(200);
    const server = run('pgrep', '-u', 'postgres', '-af', folder).stdout;
    expect(server).toContain('/var/lib/crm/');
    expect(server).not.toContain(clone);
    started.signal('SIGTERM');
    expect(await started.ended).toBe(0);
    await rm(folder, { recursive: true });
  });
});

const disk = await mkdtemp(join(tmpdir(), 'crm-disk-'));
const isMounted = isRoot && run('mount', '-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk).status === 0;

afterAll(async () => {
  if (isMounted) run('umount', disk);
  await rm(disk, { recursive: true });
});

(isMounted ? describe : describe.skip)('npm start on a full disk', () => {
  it('says so in one sentence, and starts once there is room', async () => {
    await chmod(disk, 0o755);
    const [home, port] = [join(disk, '.data'), await freePort()];
    await writeFile(join(disk, 'filler'), Buffer.alloc(20 * 1024 * 1024));
    const refused = start(home, port);
    expect(await refused.ended).toBe(1);
    expect(refused.said().trim()).toMatch(/The disk is full: [^\n]+$/);
    await rm(join(disk, 'filler'));
    expect(run('mount', '-o', 'remount,size=2g', disk).status).toBe(0);
    const started = start(home, port);
    await started.running;
    started.signal('SIGTERM');
    expect(await started.ended).toBe(0);
  });
});
