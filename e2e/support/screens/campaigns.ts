import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Key } from 'selenium-webdriver';
import { halt, keepDown } from '../outage.ts';
import type { Screen } from '../screen.ts';

const quiet = async (names: () => Promise<readonly string[]>): Promise<boolean> =>
  (await names()).every((name) => !/^Loading/.test(name));

/** Campaigns: the list, planning, and the page of one. */
export const campaignScreens: readonly Screen[] = [
  {
    name: 'campaigns',
    shows: 'All campaigns',
    show: async ({ page }, size) => {
      await page.open('/campaigns');
      await page.sees(size === 'phone' ? 'list' : 'grid', 'Campaigns');
    },
  },
  {
    name: 'campaigns-nothing-found',
    shows: 'A filter that no campaign fits',
    show: async ({ page }) => {
      await page.open('/campaigns?status=aborted&type=radio');
      await page.reads('No campaign matches');
    },
  },
  {
    name: 'campaigns-plan',
    shows: 'Planning a campaign, and what was refused',
    show: async ({ page }) => {
      await page.open('/campaigns');
      await page.click('button', 'Plan a campaign');
      await page.type('Name (required)', 'Summer event');
      await page.type('Budget', 'much');
      await page.click('button', 'Variants and UTM tags');
      await page.click('button', 'Variant');
      await page.click('button', 'Variant');
      await page.click('button', 'Plan');
      await page.reads('Must be an amount');
    },
  },
  {
    name: 'campaigns-loading',
    shows: 'Waiting for the campaigns',
    show: async ({ page, product, afterwards }) => {
      await page.open('/campaigns');
      await page.sees('button', 'Plan a campaign');
      afterwards(halt(product, 'query'));
      await page.open('/campaigns?sort=name&order=asc');
      await page.sees('status', 'Loading campaigns');
    },
  },
  {
    name: 'campaigns-away',
    shows: 'A part of the system does not answer',
    show: async ({ page, product, afterwards }) => {
      afterwards(keepDown(product, 'query'));
      await page.open('/campaigns');
      await page.sees('button', 'Try again');
    },
  },
  {
    name: 'campaign-members',
    shows: 'Who belongs to a campaign, and how far each came',
    show: async ({ page, world }, size) => {
      await page.open(`/campaigns/${world.campaigns.running}?tab=members`);
      await page.sees(size === 'phone' ? 'list' : 'grid', 'Members');
      await page.until('all is read', () => quiet(() => page.names('status')));
    },
  },
  {
    name: 'campaign-facts',
    shows: 'A fact edited in place, and refused',
    show: async ({ page, world }, size) => {
      await page.open(`/campaigns/${world.campaigns.running}${size === 'phone' ? '?tab=facts' : ''}`);
      await page.click('button', /^Edit budget/);
      await page.type('Budget', `much${Key.ENTER}`);
      await page.reads('Must be an amount');
    },
  },
  {
    name: 'campaign-nobody-yet',
    shows: 'A campaign without an audience',
    show: async ({ page, world }) => {
      await page.open(`/campaigns/${world.campaigns.empty}?tab=audience`);
      await page.reads('Nobody yet');
    },
  },
  {
    name: 'campaign-audience',
    shows: 'Audiences, and who of them is addressed',
    show: async ({ page, world }) => {
      await page.open(`/campaigns/${world.campaigns.planned}?tab=audience`);
      await page.sees('rowheader', 'Tag: trade fair');
    },
  },
  {
    name: 'campaign-by-filter',
    shows: 'Adding everybody whom a filter finds',
    show: async ({ page, world }) => {
      await page.open(`/campaigns/${world.campaigns.empty}?tab=audience`);
      await page.click('button', 'Add by filter');
      await page.click('button', 'Filter');
      await page.click('menuitem', 'Tag');
      await page.type('Tag', `newsletter${Key.ENTER}`);
      await page.sees('button', /^Tag: newsletter/);
      await page.reads(/customers are found/);
    },
  },
  {
    name: 'campaign-by-file',
    shows: 'Addresses of a file that lead to nobody',
    show: async ({ page, product, admin }) => {
      const { id } = await admin.give('POST', '/campaigns', { name: 'By letter', type: 'direct_mail' });
      const file = join(product.home, 'addresses.csv');
      await writeFile(file, 'e-mail\namara.okafor@example.com\nnobody@example.com\nnot an address\n');
      await page.open(`/campaigns/${id}?tab=audience`);
      await page.click('button', 'Add from a file');
      await (await page.find('button', /^File of addresses/)).sendKeys(file);
      await page.click('button', 'Add 3');
      await page.sees('button', 'Download them');
    },
  },
  {
    name: 'campaign-launch',
    shows: 'The last look before the start: audience, left out and why, addressed',
    show: async ({ page, world }) => {
      await page.open(`/campaigns/${world.campaigns.planned}?tab=audience`);
      await page.click('button', 'Launch');
      await page.sees('table', 'Who will be addressed');
    },
  },
  {
    name: 'campaign-report',
    shows: 'What a campaign achieved',
    show: async ({ page, world }) => {
      await page.open(`/campaigns/${world.campaigns.running}?tab=report`);
      await page.sees('table', 'Variants side by side');
    },
  },
  {
    name: 'campaign-report-variants',
    shows: 'The report’s figures, and its variants side by side',
    show: async ({ page, browser, world }) => {
      await page.open(`/campaigns/${world.campaigns.running}?tab=report`);
      const table = await page.find('table', 'Variants side by side');
      await browser.driver.executeScript('arguments[0].scrollIntoView({ block: "end" })', table);
    },
  },
  {
    name: 'campaign-costs',
    shows: 'Costs against the budget, one of them voided',
    show: async ({ page, world }) => {
      await page.open(`/campaigns/${world.campaigns.running}?tab=costs`);
      await page.sees('table', 'Costs');
    },
  },
  {
    name: 'campaign-missing',
    shows: 'A campaign that there is not',
    show: async ({ page }) => {
      await page.open('/campaigns/01890000-0000-7000-8000-000000000000');
      await page.reads('There is no such campaign');
    },
  },
  {
    name: 'customers-of-campaign',
    shows: 'Customers by campaign and by how far they came',
    show: async ({ page, world }) => {
      await page.open(`/customers?campaignId=${world.campaigns.running}&memberStatus=responded`);
      await page.sees('button', /^Campaign: Spring/);
      await page.until('customers', () => quiet(() => page.names('status')));
    },
  },
  {
    name: 'customer-campaigns',
    shows: 'A customer’s campaigns, and how they must not be contacted',
    show: async ({ page, browser, world }, size) => {
      await page.open(`/customers/${world.hero}${size === 'phone' ? '?tab=facts' : ''}`);
      const heading = await page.find('heading', 'Do not contact');
      await page.sees('link', 'Spring maintenance offer');
      await browser.driver.executeScript('arguments[0].scrollIntoView()', heading);
    },
  },
  {
    name: 'customer-touch',
    shows: 'Recording a touch by hand',
    show: async ({ page, world }, size) => {
      await page.open(`/customers/${world.hero}${size === 'phone' ? '?tab=facts' : ''}`);
      await page.click('button', 'Record a touch of Spring maintenance offer');
      await page.sees('dialog', 'Record a touch');
    },
  },
];
