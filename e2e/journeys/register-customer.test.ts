import { expect, it } from '@jest/globals';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { importFile } from '../support/import-file.ts';
import { setStage } from '../support/stage.ts';

describeInBrowser('registering a customer', () => {
  const stage = setStage();

  it('shows what is wrong at its field, registers, and lists the customer at once', async () => {
    const { page, signIn, browser } = stage();
    await signIn();
    await page.reads('No customers yet');
    await page.click('button', 'New customer');
    await page.type('First name', 'Ada');
    await browser.driver.actions().move({ x: 5, y: 5 }).click().perform();
    await page.type('E-mail', 'not an address');
    await page.click('button', 'Register');
    await page.reads('Must be an e-mail address');
    await page.type('Last name (required)', 'Lovelace');
    await page.type('E-mail', 'ada@example.com');
    await page.type('Phone', '+44 20 7946 0958');
    await page.type('Tags', 'vip, mathematics');
    await page.click('button', 'Register');
    await page.reads('Ada Lovelace was registered.');
    await page.sees('gridcell', /Ada Lovelace/);
    await page.sees('gridcell', '+442079460958');
  });

  it('leads from a taken e-mail address to the customer who has it', async () => {
    const { page } = stage();
    await page.click('button', 'New customer');
    await page.type('Last name (required)', 'Second');
    await page.type('E-mail', 'ADA@example.com');
    await page.click('button', 'Register');
    await page.click('link', 'Open the existing customer');
    await page.sees('heading', 'Ada Lovelace');
  });

  it('registers a taken address anyway when that is what is wanted', async () => {
    const { page, admin } = stage();
    await page.open('/customers');
    await page.click('button', 'New customer');
    await page.type('Last name (required)', 'Second');
    await page.type('E-mail', 'ada@example.com');
    await page.click('button', 'Register');
    await page.click('button', 'Register anyway');
    await page.reads('Second was registered.');
    await page.sees('gridcell', /Second/);
    const { body } = await admin.send('GET', '/customers?q=ada@example.com');
    expect(body).toMatchObject({ items: [{ email: 'ada@example.com' }, { email: 'ada@example.com' }] });
  });

  it('shows what an import by the command line brought', async () => {
    const { page, product } = stage();
    await page.open('/customers');
    await page.sees('gridcell', /Ada Lovelace/);
    await importFile(
      product,
      'first name;last name;e-mail\nGrace;Hopper;grace@example.com\nAlan;Turing;alan@example.com\n',
    );
    await page.sees('gridcell', /Grace Hopper/);
    await page.sees('gridcell', /Alan Turing/);
  });
});
