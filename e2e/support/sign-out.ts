import type { Browser } from './browser.ts';

/** The browser forgets its session, as after a long absence. */
export const signOut = ({ browser }: { readonly browser: Browser }): Promise<void> =>
  browser.driver.sendDevToolsCommand('Network.clearBrowserCookies', {});
