import { halt, keepDown } from '../outage.ts';
import type { Screen } from '../screen.ts';
import { signInOn } from '../sign-in-on.ts';
import { signOut } from '../sign-out.ts';

/** The list of customers: none, all, some, none found, waiting, away. */
export const customersScreens: readonly Screen[] = [
  {
    name: 'customers-none-yet',
    shows: 'A sales person’s first day: no customers yet',
    show: async (tour) => {
      await signInOn(tour.page, tour.world.newcomer);
      await tour.page.reads('No customers of yours yet');
      tour.afterwards(() => signOut(tour));
    },
  },
  {
    name: 'customers',
    shows: 'All customers',
    show: async ({ page, product }, size) => {
      await signInOn(page, product.administrator);
      await page.sees(size === 'phone' ? 'list' : 'grid', 'Customers');
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
];
