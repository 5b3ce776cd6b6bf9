import { Key } from 'selenium-webdriver';
import type { Api } from './api.ts';
import type { Browser, Size } from './browser.ts';
import { halt, keepDown } from './outage.ts';
import type { Page } from './page.ts';
import type { TestProduct } from './product.ts';
import type { SampleWorld } from './sample-world.ts';
import { signInOn } from './sign-in-on.ts';

/** What is there to show screens with. */
export interface Tour {
  readonly product: TestProduct;
  readonly admin: Api;
  readonly browser: Browser;
  readonly page: Page;
  readonly world: SampleWorld;
  /** Undoes, once the screen was looked at, what would stand in the way of the next. */
  readonly afterwards: (undo: () => void | Promise<void>) => void;
}

/** One screen in one state. */
export interface Screen {
  readonly name: string;
  /** For whoever looks at the picture. */
  readonly shows: string;
  /** Brings the browser there. */
  readonly show: (tour: Tour, size: Size) => Promise<void>;
}

/** Every screen and state, in the order of a visit. The first are seen by nobody who is signed in. */
export const screens: readonly Screen[] = [
  {
    name: 'sign-in',
    shows: 'Sign-in, with a wrong password',
    show: async (tour) => {
      const { page, product } = tour;
      await signOut(tour);
      await page.open('/sign-in');
      await page.type('E-mail', product.administrator.email);
      await page.type('Password', 'wrong');
      await page.click('button', 'Sign in');
      await page.reads('E-mail address or password is wrong.');
    },
  },
  {
    name: 'sign-in-first-password',
    shows: 'The first sign-in, where a password is chosen',
    show: async ({ page, world }) => {
      await page.open('/sign-in');
      await page.type('E-mail', world.invited.email);
      await page.type('Password', world.invited.password);
      await page.click('button', 'Sign in');
      await page.sees('heading', 'Choose your password');
    },
  },
  {
    name: 'customers-none-yet',
    shows: 'A sales person’s first day: no customers yet',
    show: async (tour) => {
      await signInOn(tour.page, tour.world.newcomer);
      await tour.page.reads('No customers yet');
      tour.afterwards(() => signOut(tour));
    },
  },
  {
    name: 'customers',
    shows: 'All customers',
    show: async ({ page, product }, size) => {
      await signInOn(page, product.administrator);
      await page.sees(size === 'phone' ? 'button' : 'gridcell', /Alpine Robotics/);
    },
  },
  {
    name: 'customers-filtered',
    shows: 'Filtered, searched and sorted',
    show: async ({ page }) => {
      await page.open('/customers?stage=customer&stage=opportunity&tag=vip&sort=name&order=asc');
      await page.sees('button', /^Stage: Opportunity|^Stage: Customer/);
      await page.until('customers', async () => (await page.names('progressbar')).length === 0);
    },
  },
  {
    name: 'customers-filter-menu',
    shows: 'Choosing a filter',
    show: async ({ page }) => {
      await page.open('/customers');
      await page.click('button', 'Filter');
      await page.click('menuitem', 'Stage');
      await page.sees('checkbox', 'Lead');
    },
  },
  {
    name: 'customers-nothing-found',
    shows: 'A search without a match',
    show: async ({ page }) => {
      await page.open('/customers?q=zzzzzz');
      await page.reads('No customer matches');
    },
  },
  {
    name: 'customers-panel',
    shows: 'Key facts beside the list',
    show: async ({ page, world }) => {
      await page.open(`/customers?open=${world.hero}`);
      await page.sees('link', 'private.address@example.net');
    },
  },
  {
    name: 'customers-new',
    shows: 'Registering a customer whose address somebody has',
    show: async ({ page }) => {
      await page.open('/customers');
      await page.click('button', 'New customer');
      await page.type('First name', 'Amara');
      await page.type('Last name (required)', 'Okafor');
      await page.type('E-mail', 'amara.okafor@example.com');
      await page.click('button', 'Register');
      await page.sees('link', 'Open the existing customer');
    },
  },
  {
    name: 'customers-loading',
    shows: 'Waiting for the customers',
    show: async ({ page, product, afterwards }) => {
      await page.open('/customers');
      await page.sees('button', 'New customer');
      afterwards(halt(product, 'query'));
      await page.open('/customers?sort=phone&order=asc');
      await page.sees('status', 'Loading customers');
    },
  },
  {
    name: 'customers-away',
    shows: 'A part of the system does not answer',
    show: async ({ page, product, afterwards }) => {
      afterwards(keepDown(product, 'query'));
      await page.open('/customers');
      await page.sees('button', 'Try again');
    },
  },
  {
    name: 'customer',
    shows: 'A customer: facts and timeline',
    show: async ({ page, world }) => {
      await page.open(`/customers/${world.hero}`);
      await page.sees('tab', 'History');
      await page.until('all is read', async () =>
        (await page.names('status')).every((name) => !/^Loading/.test(name)),
      );
    },
  },
  {
    name: 'customer-timeline',
    shows: 'What happened, newest first',
    show: async ({ page, world }) => {
      await page.open(`/customers/${world.hero}?tab=timeline`);
      await page.reads('On-site workshop');
    },
  },
  {
    name: 'customer-composer',
    shows: 'Logging a meeting',
    show: async ({ page, world, afterwards }) => {
      await page.open(`/customers/${world.hero}?tab=timeline`);
      await page.click('tab', 'Meeting');
      await page.type('Text', 'Pilot review: both lines run since Monday.');
      await page.type('Also took part', 'maya');
      await page.sees('option', /Maya Brandt/);
      afterwards(async () => {
        await page.press(Key.ESCAPE);
        await page.click('button', 'Discard');
      });
    },
  },
  {
    name: 'customer-edit',
    shows: 'A fact edited in place, and refused',
    show: async ({ page, world }, size) => {
      await page.open(`/customers/${world.hero}${size === 'phone' ? '?tab=facts' : ''}`);
      await page.click('button', 'Add telephone number');
      await page.type('Telephone number', `030${Key.ENTER}`);
      await page.reads('Must be an international number such as +49 30 1234567');
    },
  },
  {
    name: 'customer-conflict',
    shows: 'Somebody else changed the same fact meanwhile',
    show: async ({ page, admin, world, afterwards }, size) => {
      await page.open(`/customers/${world.hero}${size === 'phone' ? '?tab=facts' : ''}`);
      await page.click('button', /^Edit job title/);
      await page.type('Job title', 'Managing Director');
      await admin.give('PATCH', `/customers/${world.hero}`, { jobTitle: 'Chief Executive Officer' });
      await page.press(Key.ENTER);
      await page.sees('dialog', 'Changed while you were editing');
      afterwards(async () => {
        await admin.give('PATCH', `/customers/${world.hero}`, { jobTitle: 'Chief Operating Officer' });
      });
    },
  },
  {
    name: 'customer-history',
    shows: 'Every event: who, when, from what to what',
    show: async ({ page, world }) => {
      await page.open(`/customers/${world.hero}?tab=history`);
      await page.reads('Company changed');
    },
  },
  {
    name: 'customer-as-of',
    shows: 'The record as of an earlier moment',
    show: async ({ page, world }) => {
      await page.open(`/customers/${world.hero}?tab=history`);
      const slider = await page.find('slider', 'Moment in the customer’s history');
      await slider.sendKeys(...Array(9).fill(Key.ARROW_LEFT));
      await page.reads('Then, and today');
    },
  },
  {
    name: 'customer-archived',
    shows: 'A customer in the archive',
    show: async ({ page, world }) => {
      await page.open(`/customers/${world.archived}`);
      await page.reads('Restore the customer to change anything.');
    },
  },
  {
    name: 'customer-missing',
    shows: 'A customer that there is not, or that one may not see',
    show: async ({ page }) => {
      await page.open('/customers/01890000-0000-7000-8000-000000000000');
      await page.reads('There is no such customer');
    },
  },
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

const signOut = ({ browser }: Tour): Promise<void> =>
  browser.driver.sendDevToolsCommand('Network.clearBrowserCookies', {});
