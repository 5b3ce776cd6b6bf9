import { beforeAll, expect, it } from '@jest/globals';
import { Key } from 'selenium-webdriver';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import type { Page } from '../support/page.ts';
import { setStage } from '../support/stage.ts';

const people = [
  {
    firstName: 'Marie',
    lastName: 'Curie',
    companyName: 'Radium Works',
    stage: 'customer',
    tags: ['physics'],
  },
  {
    firstName: 'Lise',
    lastName: 'Meitner',
    companyName: 'Berlin Labs',
    stage: 'lead',
    tags: ['physics', 'vip'],
  },
  {
    firstName: 'Rosalind',
    lastName: 'Franklin',
    companyName: 'Crystal Ltd',
    stage: 'lead',
    tags: ['biology'],
  },
  { firstName: 'Barbara', lastName: 'McClintock', companyName: 'Maize Inc', stage: 'evangelist', tags: [] },
];

describeInBrowser('finding customers', () => {
  const stage = setStage();
  beforeAll(async () => {
    for (const [n, person] of people.entries())
      await stage().admin.give('POST', '/customers', {
        ...person,
        emails: [{ address: `${person.lastName}@example.org` }],
        phones: [{ number: `+49 30 ${n}${n + 1}7${n}${n}61` }],
      });
    await stage().signIn();
  });

  it.each([
    { by: 'the beginning of a name', text: 'frank', name: /Rosalind Franklin/ },
    { by: 'a name with a slip', text: 'Meitnr', name: /Lise Meitner/ },
    { by: 'a telephone number', text: '+49300170061', name: /Marie Curie/ },
    { by: 'a tag', text: 'biology', name: /Rosalind Franklin/ },
    { by: 'a company', text: 'maize', name: /Barbara McClintock/ },
  ])('finds by $by', async ({ text, name }) => {
    const { page } = stage();
    await page.type('Search customers', text);
    await page.sees('gridcell', name);
    await page.until('one row', async () => (await rows(page)).length === 1);
  });

  it('leaves the focus in the search while somebody types on', async () => {
    const { page } = stage();
    await page.open('/customers');
    await page.until('all rows', async () => (await rows(page)).length === people.length);
    await page.press('/');
    await page.press('m');
    await page.until('an address', async () => (await page.address()).searchParams.get('q') === 'm');
    await page.press('aize');
    await inOrder(page, ['Barbara McClintock']);
    expect((await page.address()).searchParams.get('q')).toBe('maize');
  });

  it('says when nothing matches, and clears what hides the customers', async () => {
    const { page } = stage();
    await page.type('Search customers', 'zzzzzz');
    await page.reads('No customer matches');
    await page.click('button', 'Clear filters');
    await page.until('all rows', async () => (await rows(page)).length === people.length);
  });

  it('sorts and filters, and keeps it in the address over reload and back', async () => {
    const { page, browser } = stage();
    await page.open('/customers');
    await page.click('button', 'Name');
    await inOrder(page, ['Barbara McClintock', 'Lise Meitner', 'Marie Curie', 'Rosalind Franklin']);
    await page.click('button', 'Filter');
    await page.click('menuitem', 'Stage');
    await page.click('checkbox', 'Lead');
    await page.press(Key.ESCAPE);
    await inOrder(page, ['Lise Meitner', 'Rosalind Franklin']);
    const { search } = await page.address();
    expect(Object.fromEntries(new URLSearchParams(search))).toEqual({
      sort: 'name',
      order: 'asc',
      stage: 'lead',
    });
    await browser.driver.navigate().refresh();
    await inOrder(page, ['Lise Meitner', 'Rosalind Franklin']);
    await page.sees('columnheader', 'Name');
    await page.click('button', /^Stage: Lead/);
    await page.click('checkbox', 'Evangelist');
    await page.press(Key.ESCAPE);
    await inOrder(page, ['Barbara McClintock', 'Lise Meitner', 'Rosalind Franklin']);
    await page.click('gridcell', /Lise Meitner/);
    await page.click('button', 'Open');
    await page.sees('heading', 'Lise Meitner');
    await browser.driver.navigate().back();
    await inOrder(page, ['Barbara McClintock', 'Lise Meitner', 'Rosalind Franklin']);
  });

  it('takes back one change of the list after the other', async () => {
    const { page, browser } = stage();
    await page.open('/customers');
    await page.click('button', 'Name');
    await inOrder(page, ['Barbara McClintock', 'Lise Meitner', 'Marie Curie', 'Rosalind Franklin']);
    await page.click('button', /^Lead/);
    await inOrder(page, ['Lise Meitner', 'Rosalind Franklin']);
    await page.click('gridcell', /Lise Meitner/);
    await page.sees('complementary', 'Customer');
    await browser.driver.navigate().back();
    await page.misses('complementary', 'Customer');
    await inOrder(page, ['Lise Meitner', 'Rosalind Franklin']);
    await browser.driver.navigate().back();
    await inOrder(page, ['Barbara McClintock', 'Lise Meitner', 'Marie Curie', 'Rosalind Franklin']);
    await browser.driver.navigate().forward();
    await inOrder(page, ['Lise Meitner', 'Rosalind Franklin']);
  });

  it('shows key facts beside the list, and the whole page from there', async () => {
    const { page, browser } = stage();
    await page.open('/customers');
    await page.click('gridcell', /Marie Curie/);
    await page.sees('complementary', 'Customer');
    await page.sees('link', 'curie@example.org');
    await browser.driver.navigate().refresh();
    await page.sees('complementary', 'Customer');
    await page.click('button', 'Open');
    await page.sees('heading', 'Marie Curie');
    await browser.driver.navigate().back();
    await page.sees('complementary', 'Customer');
    await page.until('the heading has the focus', async () => (await page.focused()) === 'Customers');
    await page.click('button', 'Close the panel');
    await page.misses('complementary', 'Customer');
  });
});

/** Names of the customers that are listed, from top to bottom. */
const rows = async (page: Page): Promise<readonly string[]> =>
  (await page.names('gridcell'))
    .flatMap((name) => people.find((each) => name.endsWith(nameOf(each))) ?? [])
    .map(nameOf);

const inOrder = (page: Page, names: readonly string[]): Promise<void> =>
  page.until(names.join(', '), async () => (await rows(page)).join() === names.join());

const nameOf = ({ firstName, lastName }: (typeof people)[number]): string => `${firstName} ${lastName}`;
