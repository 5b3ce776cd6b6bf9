import { Key } from 'selenium-webdriver';
import type { Screen } from '../screen.ts';

/** The page of one customer. */
export const customerScreens: readonly Screen[] = [
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
      await slider.sendKeys(...Array(15).fill(Key.ARROW_LEFT));
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
    name: 'customer-erase',
    shows: 'What erasing a person does, and the name it wants',
    show: async ({ page, world }) => {
      await page.open(`/customers/${world.hero}`);
      await page.click('button', 'Requests of the person');
      await page.click('menuitem', 'Erase this person …');
      await page.reads('Nobody can undo this');
    },
  },
  {
    name: 'customer-erased',
    shows: 'What is left of a person who was erased',
    show: async ({ page, world }) => {
      await page.open(`/customers/${world.erased}`);
      await page.reads('Their personal content is gone for good');
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
];
