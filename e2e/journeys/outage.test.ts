import { it } from '@jest/globals';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { keepDown } from '../support/outage.ts';
import { setStage } from '../support/stage.ts';

describeInBrowser('when a part is away', () => {
  const stage = setStage();

  it('says so in words, and shows the customers when it is back', async () => {
    const { page, product, admin, signIn } = stage();
    await admin.give('POST', '/customers', { lastName: 'Patient' });
    await signIn();
    await page.sees('gridcell', /Patient/);
    const letItLive = keepDown(product, 'query');
    try {
      await stage().browser.driver.navigate().refresh();
      await page.sees('alert', /^/);
      await page.reads('A part of the system does not answer at this moment.');
      await page.sees('button', 'Try again');
    } finally {
      await letItLive();
    }
    await page.sees('gridcell', /Patient/);
  });

  it('keeps what was typed when a command could not be carried out', async () => {
    const { page, product } = stage();
    await page.open('/customers');
    await page.click('button', 'New customer');
    await page.type('Last name (required)', 'Typed once');
    const letItLive = keepDown(product, 'command');
    try {
      await page.click('button', 'Register');
      await page.reads('does not answer at this moment');
    } finally {
      await letItLive();
    }
    await page.click('button', 'Register');
    await page.sees('gridcell', /Typed once/);
  });
});
