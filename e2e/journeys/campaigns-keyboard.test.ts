import { expect, it } from '@jest/globals';
import { Key } from 'selenium-webdriver';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { setStage } from '../support/stage.ts';
import { tabTo } from '../support/tab-to.ts';

describeInBrowser('a campaign with the keyboard alone', () => {
  const stage = setStage();

  it('is planned, filled with one customer, launched, paused and found again', async () => {
    const { page, admin, signIn } = stage();
    await admin.give('POST', '/customers', { firstName: 'Katherine', lastName: 'Johnson' });
    await signIn();
    await page.open('/campaigns');
    await page.sees('button', 'Plan a campaign');
    await page.press('c');
    await page.sees('dialog', 'Plan a campaign');
    await page.press('Orbit', Key.ENTER);
    await page.sees('heading', 'Orbit');
    await page.press(Key.chord(Key.CONTROL, '\\'));
    await page.press(Key.chord(Key.CONTROL, '\\'));
    await page.press(Key.chord(Key.CONTROL, '\\'));
    await page.reads('No members yet');
    await tabTo(page, 'Add a customer');
    await page.press(Key.ENTER);
    await page.sees('dialog', 'Add a customer');
    await page.press('johns');
    await page.sees('option', /Katherine Johnson/);
    await page.press(Key.ENTER);
    await page.press(Key.ENTER);
    await page.sees('gridcell', /Katherine Johnson/);
    await tabTo(page, 'Launch');
    await page.press(Key.ENTER);
    await page.sees('rowheader', /^One by one/);
    await page.press(Key.ENTER);
    await page.reads('Launched.');
    await tabTo(page, 'Pause');
    await page.press(Key.ENTER);
    await page.reads('Paused.');

    await page.open('/campaigns');
    await page.sees('gridcell', 'Orbit');
    await page.press('/');
    expect(await page.focused()).toBe('Search campaigns');
    await page.press('orb');
    await tabTo(page, 'Campaigns');
    await page.press(Key.ARROW_DOWN, Key.ENTER);
    await page.sees('heading', 'Orbit');
  });
});
