import { Key } from 'selenium-webdriver';
import type { Page } from './page.ts';

/** Presses Tab until a control of this name has the focus. @throws Error where Tab does not lead there */
export const tabTo = async (page: Page, name: string): Promise<void> => {
  for (let step = 0; step < 60; step += 1) {
    if ((await page.focused()) === name) return;
    await page.press(Key.TAB);
  }
  throw new Error(`Tab does not lead to ${name}`);
};
