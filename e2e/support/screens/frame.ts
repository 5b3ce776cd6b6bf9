import type { Screen } from '../screen.ts';

/** Users, the account, the keys, and where nothing is. */
export const frameScreens: readonly Screen[] = [
  {
    name: 'users',
    shows: 'Who may sign in',
    show: async ({ page }) => {
      await page.open('/users');
      await page.sees('button', 'Actions for Ruth Adler');
    },
  },
  {
    name: 'users-new',
    shows: 'Creating a user',
    show: async ({ page }) => {
      await page.open('/users');
      await page.click('button', 'New user');
      await page.type('Name', 'Karin Holm');
      await page.type('E-mail', 'karin.holm@example.com');
      await page.type('First password', 'short');
      await page.click('button', 'Create');
      await page.reads('Must have at least 12 characters');
    },
  },
  {
    name: 'account',
    shows: 'Account and appearance',
    show: async ({ page }) => {
      await page.open('/users');
      await page.click('button', /^Account of/);
      await page.sees('menuitem', 'Sign out');
    },
  },
  {
    name: 'shortcuts',
    shows: 'What the keys do',
    show: async ({ page }) => {
      await page.open('/customers');
      await page.sees('button', 'New customer');
      await page.press('?');
      await page.sees('dialog', 'Keyboard shortcuts');
    },
  },
  {
    name: 'not-found',
    shows: 'An address that leads nowhere',
    show: async ({ page }) => {
      await page.open('/nowhere');
      await page.sees('link', 'Go to customers');
    },
  },
];
