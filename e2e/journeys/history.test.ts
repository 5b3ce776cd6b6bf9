import { beforeAll, expect, it } from '@jest/globals';
import { Key } from 'selenium-webdriver';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { setStage } from '../support/stage.ts';

describeInBrowser('the history of a customer', () => {
  const stage = setStage();
  let id: string;
  beforeAll(async () => {
    const { admin, signIn } = stage();
    ({ id } = await admin.give('POST', '/customers', {
      firstName: 'Ida',
      lastName: 'Rhodes',
      jobTitle: 'Analyst',
    }));
    await admin.give('PATCH', `/customers/${id}`, { jobTitle: 'Head of analysis' });
    await admin.give('PUT', `/customers/${id}/stage`, { stage: 'customer' });
    await signIn();
  });

  it('tells who changed what from what to what', async () => {
    const { page } = stage();
    await page.open(`/customers/${id}`);
    await page.click('tab', 'History');
    await page.reads(/Job title changed\s*Job title\s*Analyst\s*→\s*Head of analysis/);
    await page.reads('Customer registered');
    await page.click('button', 'Why event 1 happened');
    await page.reads('CustomerDetailsChanged');
  });

  it('shows the record as of an earlier moment by the slider, and comes back', async () => {
    const { page } = stage();
    const slider = await page.find('slider', 'Moment in the customer’s history');
    await slider.sendKeys(Key.ARROW_LEFT, Key.ARROW_LEFT, Key.ARROW_LEFT);
    await page.reads('You are looking back: nothing can be changed here.');
    await page.reads('Then, and today');
    await page.reads('Analyst');
    await page.misses('button', /^Edit job title/);
    expect((await page.address()).searchParams.get('asOf')).not.toBeNull();
    await page.click('button', 'Back to now');
    await page.sees('button', 'Edit job title: Head of analysis');
  });

  it('calls a campaign by its name', async () => {
    const { page, admin } = stage();
    const campaign = await admin.give('POST', '/campaigns', { name: 'Spring fair', type: 'event' });
    await admin.give('POST', `/customers/${id}/campaigns`, { campaignId: campaign.id });
    await page.reads(/Added to a campaign\s*Campaign\s*Spring fair/);
  });

  it('shows what others change without a reload', async () => {
    const { page, admin } = stage();
    await page.click('tab', 'Timeline');
    await admin.give('PATCH', `/customers/${id}`, { jobTitle: 'Director' });
    await page.sees('button', 'Edit job title: Director');
    await admin.give('POST', `/customers/${id}/interactions`, {
      kind: 'note',
      body: 'Written by somebody else',
      occurredAt: new Date().toISOString(),
    });
    await page.reads('Written by somebody else');
    await page.click('link', 'Customers');
    await page.sees('gridcell', /Ida Rhodes/);
    await admin.give('POST', '/customers', { lastName: 'Appearing' });
    await page.sees('gridcell', /Appearing/);
  });
});
