import { describe } from '@jest/globals';
import { installedBrowser } from '../../standalone/src/testing/chromium.ts';

/** Like `describe`; skipped, and counted so, where the machine has no browser. */
export const describeInBrowser = installedBrowser() && !process.env.CRM_NO_BROWSER ? describe : describe.skip;
