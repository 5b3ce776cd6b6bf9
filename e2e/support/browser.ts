import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import chrome from 'selenium-webdriver/chrome.js';
import { installedBrowser } from '../../standalone/src/testing/chromium.ts';

/** What screens are looked at in. */
export const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
export type Size = keyof typeof sizes;
export type Scheme = 'light' | 'dark';

/** A browser of a test's own. */
export interface Browser {
  readonly driver: chrome.Driver;
  readonly look: (size: Size, scheme?: Scheme) => Promise<void>;
  /** What axe finds wrong with the page as it is: one line each, with the elements. `rules`: only these. */
  readonly accessibilityFaults: (rules?: readonly string[]) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-sync',
  '--disable-dev-shm-usage',
] as const;

/** Opens an empty page on a desktop, in light colours. */
export const openBrowser = async (): Promise<Browser> => {
  const installed = installedBrowser();
  if (!installed) throw new Error('chromium and chromedriver are needed');
  const options = new chrome.Options();
  options.addArguments(...flags);
  options.setChromeBinaryPath(installed.browser);
  const driver = chrome.Driver.createSession(options, new chrome.ServiceBuilder(installed.driver).build());
  const look = async (size: Size, scheme: Scheme = 'light'): Promise<void> => {
    await driver.sendDevToolsCommand('Emulation.setDeviceMetricsOverride', {
      ...sizes[size],
      deviceScaleFactor: 1,
      mobile: size === 'phone',
    });
    await driver.sendDevToolsCommand('Emulation.setEmulatedMedia', {
      features: [
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ],
    });
    await driver.executeAsyncScript(painted);
  };
  await look('desktop');
  return {
    driver,
    look,
    accessibilityFaults: async (rules) => {
      if (!(await driver.executeScript<boolean>('return "axe" in window')))
        await driver.executeScript(await axeSource());
      return driver.executeAsyncScript<string[]>(findFaults, rules ? { runOnly: rules } : {});
    },
    close: () => driver.quit(),
  };
};

/** Runs in the page: half of it may still stand in the colours of before, or be on its way to others. */
const painted = `
  const [done] = arguments;
  const moves = ({ playState, effect }) => playState === 'running' && effect.getComputedTiming().endTime !== Infinity;
  const look = () => (document.getAnimations().some(moves) ? setTimeout(look, 20) : done());
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(look, 120)));`;

const axeSource = (): Promise<string> =>
  readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Runs in the page. */
const findFaults = `
  const [options, done] = arguments;
  axe.run(document, options).then(
    ({ violations }) => done(violations.map(({ id, help, nodes }) =>
      id + ': ' + help + ' (' + nodes.map(({ target }) => target.join(' ')).join(', ') + ')')),
    (error) => done([String(error)]),
  );`;
