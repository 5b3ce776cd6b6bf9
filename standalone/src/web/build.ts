import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { StartFault } from '../fault.ts';

const root = new URL('../../../', import.meta.url).pathname;
const dist = join(root, 'web/dist');
const stamp = 'sources.sha256';

/** Everything that the built web app is made of. */
const sources = ['web/src', 'web/public', 'web/index.html', 'web/vite.config.ts', 'web/package.json'];
const shared = ['packages/contracts/src', 'package-lock.json'];

/** Builds the web app where it is missing or older than its sources. @throws StartFault */
export const buildWeb = async (report: (line: string) => void): Promise<void> => {
  const current = await fingerprint([...sources, ...shared]);
  if ((await readFile(join(dist, stamp), 'utf8').catch(() => '')) === current) return;
  report('Building the web app (once, and again when its sources change) …');
  const unfinished = `${dist}.${process.pid}`;
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [vite, 'build', 'web', '--outDir', unfinished, '--emptyOutDir'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [[status], said] = await Promise.all([once(child, 'close'), text(child.stderr)]);
  if (status !== 0) {
    await rm(unfinished, { recursive: true, force: true });
    throw new StartFault(`The web app could not be built: ${said.trim()}`);
  }
  await writeFile(join(unfinished, stamp), current);
  await rm(dist, { recursive: true, force: true });
  // Two starts in one checkout may build at the same time: whoever comes second finds the same app in place.
  await rename(unfinished, dist).catch(() => rm(unfinished, { recursive: true }));
};

const fingerprint = async (paths: readonly string[]): Promise<string> => {
  const hash = createHash('sha256');
  for (const path of paths)
    for (const file of await filesOf(path)) hash.update(`${file}\0`).update(await readFile(join(root, file)));
  return hash.digest('hex');
};

const filesOf = async (path: string): Promise<readonly string[]> => {
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true }).catch(
    () => undefined,
  );
  if (entries === undefined) return (await readFile(join(root, path)).catch(() => undefined)) ? [path] : [];
  return entries
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort();
};
