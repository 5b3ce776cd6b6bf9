import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideBrowser } from './testing/chromium.ts';
import { isSuccess, type JestResult, sum, summary, type Totals, totalsOf } from './testing/totals.ts';

/**
 * `npm test`, `npm test -- <path>`, `npm run soak`: every project of jest in turn; the last line says how it went.
 * Journeys run one at a time: each starts the whole product, and a browser.
 */
const root = new URL('../../', import.meta.url).pathname;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const isSoak = process.argv.includes('--soak');
const given = process.argv.slice(2).filter((flag) => flag !== '--soak');
const runs = isSoak
  ? [['--selectProjects', 'e2e', '--runInBand', '--testPathPatterns', 'e2e/faults']]
  : [
      ['--selectProjects', 'unit', 'int', '--maxWorkers=2'],
      ['--selectProjects', 'e2e', '--runInBand'],
    ];

const jest = async (flags: readonly string[], hasBrowser: boolean): Promise<Totals> => {
  const folder = await mkdtemp(join(tmpdir(), 'crm-jest-'));
  const file = join(folder, 'result.json');
  const program = join(root, 'node_modules/jest/bin/jest.js');
  const child = spawn(
    process.execPath,
    [program, ...flags, '--passWithNoTests', '--json', `--outputFile=${file}`, ...given],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        NODE_OPTIONS: [
          '--experimental-vm-modules',
          '--disable-warning=ExperimentalWarning',
          // Of kafkajs, which sets a timer for a moment in the past.
          '--disable-warning=TimeoutNegativeWarning',
        ].join(' '),
        ...(hasBrowser ? {} : { CRM_NO_BROWSER: '1' }),
        ...(isSoak ? { SOAK: '1' } : {}),
      },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const [status] = await once(child, 'close');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  await rm(folder, { recursive: true });
  const result: JestResult | undefined = text === undefined ? undefined : JSON.parse(text);
  return totalsOf(result, status);
};

const hasBrowser = provideBrowser(say);
const totals: Totals[] = [];
for (const flags of runs) totals.push(await jest(flags, hasBrowser));
const total = sum(totals);
if (total.passed + total.failed === 0) say('No test ran.');
say(summary(total));
process.exitCode = isSuccess(total) ? 0 : 1;
