import { beforeAll, it } from '@jest/globals';
import { Key } from 'selenium-webdriver';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { setStage } from '../support/stage.ts';

describeInBrowser('what happened with customers', () => {
  const stage = setStage();
  let pierre: string;
  let marie: string;
  beforeAll(async () => {
    const { admin, signIn } = stage();
    ({ id: pierre } = await admin.give('POST', '/customers', { firstName: 'Pierre', lastName: 'Curie' }));
    ({ id: marie } = await admin.give('POST', '/customers', { firstName: 'Marie', lastName: 'Curie' }));
    await signIn();
  });

  it('logs a meeting with two customers, and both timelines show it', async () => {
    const { page } = stage();
    await page.open(`/customers/${marie}`);
    await page.click('tab', 'Meeting');
    await page.type('Text', 'Agreed on a second sample.');
    await page.type('Also took part', 'Pierre');
    await page.click('option', /Pierre Curie/);
    await page.choose('Status', 'Held');
    await page.click('button', 'Log meeting');
    await page.reads('Meeting logged.');
    await page.sees('button', 'Actions for this meeting');
    await page.click('link', 'Pierre Curie');
    await page.sees('heading', 'Pierre Curie');
    await page.reads('Agreed on a second sample.');
    await page.sees('link', 'Marie Curie');
  });

  it('keeps an address that was typed among the participants and not chosen', async () => {
    const { page } = stage();
    await page.click('tab', 'Call');
    await page.type('Text', 'With a guest.');
    await page.type('Also took part', 'guest@example.org');
    await page.click('button', 'Log call');
    await page.reads('Call logged.');
    await page.reads(/With guest@example.org/);
  });

  it('corrects it on one timeline, and the other shows the correction', async () => {
    const { page } = stage();
    await page.open(`/customers/${marie}`);
    await page.click('button', 'Actions for this meeting');
    await page.click('menuitem', 'Correct…');
    await page.type('Text', 'Agreed on a third sample.');
    await page.click('button', 'Save correction');
    await page.reads('Meeting corrected.');
    await page.open(`/customers/${pierre}`);
    await page.reads('Agreed on a third sample.');
    await page.reads(/Corrected/);
  });

  it('voids it with a reason, and the other shows that too', async () => {
    const { page } = stage();
    await page.click('button', 'Actions for this meeting');
    await page.click('menuitem', 'Void…');
    await page.type('Reason (optional)', 'It was somebody else.');
    await page.click('button', 'Void');
    await page.reads('Voided: It was somebody else.');
    await page.open(`/customers/${marie}`);
    await page.reads('Voided: It was somebody else.');
    await page.misses('button', 'Actions for this meeting');
  });

  it('keeps a draft while somebody looks elsewhere, and filters the timeline by kind', async () => {
    const { page } = stage();
    await page.open(`/customers/${marie}`);
    await page.click('tab', 'Call');
    await page.type('Text', 'She called about the lamp');
    await page.click('link', 'Customers');
    await page.click('gridcell', /Marie Curie/);
    await page.click('button', 'Open');
    await page.until('the draft is there', async () => {
      const text = await page.find('textbox', 'Text');
      return (await text.getAttribute('value')) === 'She called about the lamp';
    });
    await page.type('Text', `She called about the lamp.${Key.chord(Key.CONTROL, Key.ENTER)}`);
    await page.reads('Call logged.');
    await page.click('button', 'Meeting');
    await page.until(
      'only meetings',
      async () => !(await page.names('button')).includes('Actions for this call'),
    );
    await page.click('button', 'Call');
    await page.sees('button', 'Actions for this call');
  });
});
