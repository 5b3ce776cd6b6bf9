import { beforeAll, expect, it } from '@jest/globals';
import { Key } from 'selenium-webdriver';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { setStage } from '../support/stage.ts';

describeInBrowser('editing a customer', () => {
  const stage = setStage();
  let id: string;
  beforeAll(async () => {
    ({ id } = await stage().admin.give('POST', '/customers', {
      firstName: 'Emmy',
      lastName: 'Noether',
      jobTitle: 'Lecturer',
      emails: [{ address: 'emmy@example.org' }],
    }));
    await stage().signIn();
    await stage().page.open(`/customers/${id}`);
  });

  it('saves a fact with Enter, and says at the field why another is refused', async () => {
    const { page } = stage();
    await page.click('button', 'Edit job title: Lecturer');
    await page.type('Job title', `Professor${Key.ENTER}`);
    await page.sees('button', 'Edit job title: Professor');
    await page.click('button', 'Edit last name: Noether');
    await page.type('Last name', `${'x'.repeat(101)}${Key.ENTER}`);
    await page.reads('Must have at most 100 characters');
    await page.press(Key.ESCAPE);
    await page.sees('button', 'Edit last name: Noether');
  });

  it('puts a change that somebody else made meanwhile to the user: mine or theirs', async () => {
    const { page, secondPerson } = stage();
    const other = await secondPerson();
    await other.open(`/customers/${id}`);
    await page.click('button', 'Edit company: Empty');
    await page.type('Company', 'Göttingen');
    await other.click('button', 'Edit company: Empty');
    await other.type('Company', `Erlangen${Key.ENTER}`);
    await other.sees('button', 'Edit company: Erlangen');
    await page.press(Key.ENTER);
    await page.sees('dialog', 'Changed while you were editing');
    await page.sees('heading', /^mine$/i);
    await page.reads('Erlangen');
    await page.click('button', 'Save mine');
    await page.sees('button', 'Edit company: Göttingen');
    await other.sees('button', 'Edit company: Göttingen');
  });

  it('adds, marks and removes addresses and numbers', async () => {
    const { page } = stage();
    await page.click('button', 'Add e-mail address');
    await page.type('E-mail address', `noether@example.com${Key.ENTER}`);
    await page.click('button', 'Actions for noether@example.com');
    await page.click('menuitem', 'Make primary');
    await page.until('the new address is primary', async () =>
      /noether@example\.com\s+Work\s+Primary/.test(await page.textOf('complementary', 'Facts')),
    );
    await page.click('button', 'Actions for emmy@example.org');
    await page.click('menuitem', 'Remove');
    await page.misses('link', 'emmy@example.org');
    await page.click('button', 'Add telephone number');
    await page.type('Telephone number', `030${Key.ENTER}`);
    await page.reads('Must be an international number such as +49 30 1234567');
    await page.type('Telephone number', `+49 551 39 0${Key.ENTER}`);
    await page.sees('link', '+49551390');
  });

  it('moves the stage, tags, and takes the customer to the archive and back', async () => {
    const { page, admin } = stage();
    await page.click('button', 'Lifecycle stage: Lead');
    await page.click('menuitemradio', 'Customer');
    await page.sees('button', 'Lifecycle stage: Customer');
    await page.click('button', 'Tag');
    await page.type('Add tags', `algebra, rings${Key.ENTER}`);
    await page.sees('button', /^algebra/);
    await page.click('button', 'Archive customer');
    await page.type('Reason (optional)', 'moved away');
    await page.click('button', 'Archive');
    await page.reads('Restore the customer to change anything.');
    await page.click('button', 'Restore');
    await page.sees('button', 'Edit job title: Professor');
    const { body } = await admin.send('GET', `/customers/${id}`);
    expect(body).toMatchObject({ stage: 'customer', tags: ['algebra', 'rings'], archivedAt: null });
  });
});
