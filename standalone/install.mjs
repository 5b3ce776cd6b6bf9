import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * Installs what package-lock.json names and node_modules lacks. Plain JavaScript: it runs before anything is installed,
 * on whatever Node (20 or later) brought npm. `--check` only answers, by its exit code. Folder: the last argument.
 */
const flags = process.argv.slice(2);
const root = flags.find((flag) => !flag.startsWith('--')) ?? fileURLToPath(new URL('..', import.meta.url));

/** Every package of a lock file, by its path; npm writes the same file into node_modules about what it installed. */
const packagesIn = (file) => Object.entries(JSON.parse(readFileSync(file, 'utf8')).packages);
const plain = (version) => String(version).replace(/^v/, '');

const isInstalled = () => {
  const done = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(done)) return false;
  const installed = new Map(packagesIn(done));
  return packagesIn(join(root, 'package-lock.json'))
    .filter(([path]) => path.includes('node_modules/'))
    .every(([path, { version, link, optional }]) => {
      const there = installed.get(path);
      if (there === undefined) return optional === true;
      return link ? there.link === true : plain(there.version) === plain(version);
    });
};

const fail = (sentence) => {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
};

const install = () => {
  process.stdout.write('Installing what is missing (npm ci) …\n');
  const { npm_node_execpath: node = process.execPath, npm_execpath: npm } = process.env;
  const flags = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm's own Node: the one in node_modules, which npm scripts find first, is about to be replaced.
  const { status } = npm
    ? spawnSync(node, [npm, ...flags], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', flags, { cwd: root, stdio: 'inherit' });
  if (status !== 0) fail('npm ci failed: see above; is there a network, and room on the disk?');
};

/** The Node that the product runs on: the one npm installed, or the machine's own. */
const checkNode = () => {
  const own = join(root, 'node_modules/.bin/node');
  const { stdout } = spawnSync(existsSync(own) ? own : 'node', ['-v'], { encoding: 'utf8' });
  if (Number(/^v(\d+)/.exec(stdout ?? '')?.[1]) >= 24) return;
  fail(
    'The product needs Node 24, which npm brings along on Linux x64 only: install Node 24 or later from nodejs.org.',
  );
};

if (flags.includes('--check')) process.exit(isInstalled() ? 0 : 1);
if (!isInstalled()) install();
checkNode();
