import type { Credentials } from './api.ts';
import type { Page } from './page.ts';

/** Signs in on screen, from wherever the page is. */
export const signInOn = async (page: Page, { email, password }: Credentials): Promise<void> => {
  await page.open('/sign-in');
  await page.type('E-mail', email);
  await page.type('Password', password);
  await page.click('button', 'Sign in');
  await page.sees('heading', 'Customers');
};
