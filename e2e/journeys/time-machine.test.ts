import { setTimeout as sleep } from 'node:timers/promises';
import { World } from '@crm/contracts';
import { beforeAll, expect, it } from '@jest/globals';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { setStage } from '../support/stage.ts';

describeInBrowser('the time machine', () => {
  const stage = setStage();
  let id: string;
  /** The second looked back to, as `datetime-local` takes it. */
  let then: string;
  beforeAll(async () => {
    const { admin, signIn } = stage();
    ({ id } = await admin.give('POST', '/customers', {
      firstName: 'Ida',
      lastName: 'Rhodes',
      jobTitle: 'Analyst',
    }));
    const now = new Date();
    then = now.toLocaleString('sv-SE').replace(' ', 'T');
    // What follows is to be recorded in another second.
    await sleep(1_000 - now.getMilliseconds() + 50);
    await admin.give('PATCH', `/customers/${id}`, { jobTitle: 'Head of analysis' });
    await admin.give('POST', '/customers', { lastName: 'Latecomer' });
    await admin.give('POST', '/campaigns', { name: 'Afterwards', type: 'email' });
    await signIn();
  });

  it('shows every screen as it stood then', async () => {
    const { page } = stage();
    await page.sees('gridcell', /Latecomer/);
    await page.click('button', /^Account of/);
    await page.click('menuitem', 'Time machine …');
    await page.type('As of', then);
    await page.click('button', 'Look back');
    await page.reads(/The workspace as of .+ Nothing can be changed while you look back\./);
    await page.sees('gridcell', /Ida Rhodes/);
    await page.misses('gridcell', /Latecomer/);
    await page.click('link', 'Campaigns');
    await page.reads('No campaigns yet');
    await page.misses('gridcell', /Afterwards/);
  });

  it('lets nothing be changed', async () => {
    const { page } = stage();
    const commands = /^(New |Plan |Edit |Log |Save|Archive|Erase|Assign|Add |Actions for)/;
    for (const place of ['Customers', 'Campaigns', 'Users']) {
      await page.click('link', place);
      await page.sees('heading', place);
      await page.misses('button', commands);
      await page.press('c');
    }
    await page.misses('dialog', /^/);
    await page.open(`/customers/${id}`);
    await page.reads('Analyst');
    for (const tab of ['History', 'Timeline']) {
      await page.click('tab', tab);
      await page.misses('button', commands);
    }
    await page.misses('textbox', 'Text');
  });

  it('stays there over a reload, and for whoever is sent the link', async () => {
    const { page, browser, secondPerson } = stage();
    await browser.driver.navigate().refresh();
    await page.reads(/The workspace as of/);
    await page.reads('Analyst');
    const { pathname, search } = await page.address();
    const other = await secondPerson();
    await other.sees('gridcell', /Latecomer/);
    await other.open(`${pathname}${search}`);
    await other.reads(/The workspace as of/);
    await other.reads('Analyst');
  });

  it('says where a moment went that is no longer kept, and builds it again', async () => {
    const { page, admin } = stage();
    const { body } = await admin.send('GET', '/time-machine');
    const [world] = World.array().parse(body);
    await admin.send('DELETE', `/time-machine/${world?.position}`);
    await page.click('link', 'Campaigns');
    await page.reads('This moment is no longer kept');
    await page.click('button', 'Build it again');
    await page.sees('heading', 'Campaigns');
    await page.reads('No campaigns yet');
  });

  it('comes back to today', async () => {
    const { page } = stage();
    await page.click('button', 'Back to today');
    await page.sees('gridcell', /Afterwards/);
    await page.sees('button', 'Plan a campaign');
    expect((await page.address()).searchParams.get('world')).toBeNull();
  });

  it('looks at no moment to come', async () => {
    const { page } = stage();
    await page.click('button', /^Account of/);
    await page.click('menuitem', 'Time machine …');
    await page.type('As of', '2999-01-01T00:00');
    await page.click('button', 'Look back');
    await page.reads('It must not lie in the future.');
    await page.click('button', 'Cancel');
    await page.open('/customers?world=2999-01-01');
    await page.reads('is still to come.');
    await page.click('button', 'Back to today');
    await page.sees('gridcell', /Latecomer/);
  });
});
