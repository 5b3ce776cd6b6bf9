import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const packages = ['chromium', 'chromium-driver'] as const;

/** The browser that journeys run in and its driver, or nothing where the machine lacks either. */
export const installedBrowser = (): { readonly browser: string; readonly driver: string } | undefined => {
  const browser = ['chromium', 'chromium-browser', 'google-chrome'].map(pathOf).find((path) => path !== '');
  const driver = pathOf('chromedriver');
  return browser && driver ? { browser, driver } : undefined;
};

/** Installs a missing browser where that is ours to do: as root on Debian. Elsewhere it says what to install. */
export const provideBrowser = (say: (line: string) => void): boolean => {
  if (installedBrowser()) return true;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    say(`Installing ${packages.join(' and ')} for the browser tests (apt-get) …`);
    const quietly = { stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] };
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-q'], { ...quietly, env });
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], {
      ...quietly,
      env,
    });
    if (installedBrowser()) return true;
  }
  say(`Browser tests are skipped: install ${packages.join(' and ')} to run them.`);
  return false;
};

const pathOf = (program: string): string =>
  spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim();
