import { expect, it } from '@jest/globals';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { setStage } from '../support/stage.ts';

describeInBrowser('live changes', () => {
  const stage = setStage();

  it('tell what was missed while the connection was broken, and leave the rest as it is', async () => {
    const { page, product, admin, browser, signIn } = stage();
    await signIn();
    await admin.give('POST', '/customers', { lastName: 'Before' });
    await page.sees('gridcell', /Before/);
    const askedFor = () => browser.driver.executeScript<readonly string[]>(asked);
    const before = await askedFor();
    expect(before).toContain('/api/users');

    const gateway = product.pid('web');
    product.kill('web');
    await product.revived('web', gateway);
    await admin.give('POST', '/customers', { lastName: 'Meanwhile' });
    await page.sees('gridcell', /Meanwhile/);
    const questions = (await askedFor()).slice(before.length).filter((path) => path !== '/api/changes');
    expect(questions).toContain('/api/customers');
    expect(questions).not.toContain('/api/users');
  });
});

/** The paths that the page has asked so far. Runs in the page. */
const asked = `
  return performance.getEntriesByType('resource')
    .map(({ name }) => new URL(name).pathname)
    .filter((path) => path.startsWith('/api/'));`;
