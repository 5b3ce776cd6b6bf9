import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, it } from '@jest/globals';
import { Key } from 'selenium-webdriver';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { setStage } from '../support/stage.ts';

const people = ['Hedy Lamarr', 'Grace Hopper', 'Ida Rhodes', 'Mary Keller'];

describeInBrowser('a campaign from plan to report', () => {
  const stage = setStage();
  beforeAll(async () => {
    const { admin, signIn } = stage();
    for (const person of people) {
      const [firstName = '', lastName = ''] = person.split(' ');
      const { id } = await admin.give('POST', '/customers', {
        firstName,
        lastName,
        stage: 'lead',
        tags: ['pioneer'],
        emails: [{ address: `${lastName.toLowerCase()}@example.org` }],
      });
      if (lastName === 'Keller')
        await admin.give('POST', `/customers/${id}/do-not-contact`, { channel: 'email' });
    }
    await admin.give('POST', '/customers', { lastName: 'Other', stage: 'customer' });
    await signIn();
  });

  it('is planned, and goes to its audience', async () => {
    const { page } = stage();
    await page.click('link', 'Campaigns');
    await page.reads('No campaigns yet');
    await page.click('button', 'Plan a campaign');
    await page.click('button', 'Plan');
    await page.reads('Must not be empty');
    await page.type('Name (required)', 'Pioneers');
    await page.type('Budget', 'much');
    await page.click('button', 'Plan');
    await page.reads('Must be an amount');
    await page.type('Budget', '1200.50');
    await page.click('button', 'Plan');
    await page.sees('heading', 'Pioneers');
    await page.reads('Nobody yet');
  });

  it('takes everybody whom a filter finds, and says who is left out before it is launched', async () => {
    const { page } = stage();
    await page.click('button', 'Add by filter');
    await page.click('button', 'Filter');
    await page.click('menuitem', 'Tag');
    await page.type('Tag', `pioneer${Key.ENTER}`);
    await page.reads('4 customers are found.');
    await page.click('button', 'Add 4');
    await page.sees('rowheader', 'Tag: pioneer');
    await page.click('button', 'Launch');
    await page.sees('dialog', 'Launch Pioneers?');
    await page.reads(/Tag: pioneer\s+4\s+0\s+1\s+0\s+3\s/);
    await page.press(Key.ENTER);
    await page.reads('Launched.');
    await page.sees('button', 'Pause');
  });

  it('shows what came back, recorded by hand at the customer', async () => {
    const { page } = stage();
    await page.click('tab', 'Members');
    await page.click('gridcell', /Grace Hopper/);
    await page.sees('heading', 'Grace Hopper');
    await page.click('button', 'Record a touch of Pioneers');
    await page.choose('What happened', 'Clicked');
    await page.click('button', 'Record');
    await page.reads('Touch recorded.');
    await page.reads(/Clicked: Pioneers/);
    await page.click('link', 'Pioneers');
    await page.click('tab', 'Report');
    await page.reads('1 clicked of 1 delivered');
    await page.reads(/Clicked\s+1\s/);
    await page.click('tab', 'Members');
    await page.click('button', 'Filter');
    await page.click('menuitem', 'Status');
    await page.click('checkbox', 'Clicked');
    await page.press(Key.ESCAPE);
    await page.sees('gridcell', /Grace Hopper/);
    await page.misses('gridcell', /Hedy Lamarr/);
  });

  it('takes the addresses of a file, and gives the unknown ones back', async () => {
    const { page, product, admin } = stage();
    const { id } = await admin.give('POST', '/campaigns', { name: 'By letter', type: 'direct_mail' });
    const file = join(product.home, 'addresses.csv');
    await writeFile(
      file,
      'name;e-mail\nHedy;lamarr@example.org\nNobody;nobody@example.org\nIda;rhodes@example.org\n',
    );
    await page.open(`/campaigns/${id}?tab=audience`);
    await page.click('button', 'Add from a file');
    await (await page.find('button', /^File of addresses/)).sendKeys(file);
    await page.reads('addresses.csv: 3 addresses');
    await page.click('button', 'Add 3');
    await page.reads('2 customers are being added.');
    await page.reads('nobody@example.org belongs to no customer');
    await page.sees('button', 'Download them');
    await page.click('button', 'Done');
    await page.reads(/List of addresses\s+2\s+0\s+0\s+0\s+2\s/);
  });

  it('counts costs, and not those that were voided', async () => {
    const { page } = stage();
    await page.click('tab', 'Costs');
    await page.click('button', 'Record a cost');
    await page.type('Amount', '250');
    await page.type('Note', 'Stamps');
    await page.click('button', 'Record');
    await page.sees('cell', '€250');
    await page.click('button', 'Void €250');
    await page.type('Reason (optional)', 'Twice');
    await page.click('button', 'Void');
    await page.sees('cell', 'Voided');
  });

  it('finds its members in the list of customers, and takes more from there', async () => {
    const { page, browser } = stage();
    await page.open('/customers');
    await page.click('button', 'Filter');
    await page.click('menuitem', 'Campaign');
    await page.type('Campaign', 'pion');
    await page.click('option', /^Pioneers/);
    await page.sees('button', /^Campaign: Pioneers/);
    await page.misses('gridcell', /Other/);
    await page.click('button', 'Add to a campaign');
    await page.sees('dialog', 'Add these 4 to a campaign');
    const last = await page.find('option', /^Pioneers/);
    await page.until('a whole list', () => browser.driver.executeScript<boolean>(isUncut, last));
    await page.type('Campaign', 'letter');
    await page.click('option', /^By letter/);
    await page.click('button', 'Add');
    await page.click('button', 'Watch');
    await page.sees('rowheader', 'Campaign: Pioneers');
  });
});

/** Whether what stands at the lower edge of an element is the element. Runs in the page. */
const isUncut = `
  const { left, bottom, width } = arguments[0].getBoundingClientRect();
  return arguments[0].contains(document.elementFromPoint(left + width / 2, bottom - 2));`;
