import { expect, it } from '@jest/globals';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { setStage } from '../support/stage.ts';

describeInBrowser('signing in', () => {
  const stage = setStage();

  it('says at the field that the password is wrong, and lets nobody in', async () => {
    const { page, product } = stage();
    await page.open('/customers');
    await page.type('E-mail', product.administrator.email);
    await page.type('Password', 'not the password');
    await page.click('button', 'Sign in');
    await page.reads('E-mail address or password is wrong.');
    expect((await page.address()).pathname).toBe('/sign-in');
  });

  it('lets an administrator create a user, who chooses a password at the first sign-in', async () => {
    const { page, signIn } = stage();
    await signIn();
    await page.click('link', 'Users');
    await page.click('button', 'New user');
    await page.type('Name', 'Nora Newcomer');
    await page.type('E-mail', 'nora@example.com');
    await page.choose('Role', 'Sales');
    await page.type('First password', 'short');
    await page.click('button', 'Create');
    await page.reads('Must have at least 12 characters');
    await page.type('First password', 'given for one sign-in');
    await page.click('button', 'Create');
    await page.sees('button', 'Actions for Nora Newcomer');
    await page.click('button', /^Account of/);
    await page.click('menuitem', 'Sign out');

    await page.type('E-mail', 'nora@example.com');
    await page.type('Password', 'given for one sign-in');
    await page.click('button', 'Sign in');
    await page.sees('heading', 'Choose your password');
    await page.type('New password', 'my own long password');
    await page.click('button', 'Save and sign in');
    await page.sees('button', 'Account of Nora Newcomer');
    await page.misses('button', 'New user');
  });

  it('keeps the session over a reload, and ends it at sign-out in every tab', async () => {
    const { page, browser } = stage();
    await stage().signIn();
    await browser.driver.navigate().refresh();
    await page.sees('heading', 'Customers');
    await page.click('button', /^Account of/);
    await page.click('menuitem', 'Sign out');
    await page.sees('heading', 'Sign in');
    await page.open('/customers');
    await page.sees('heading', 'Sign in');
  });

  it('leads back to the page that was asked for', async () => {
    const { page, product, admin } = stage();
    const { id } = await admin.give('POST', '/customers', { lastName: 'Linked' });
    await page.open(`/customers/${id}?tab=history`);
    await page.type('E-mail', product.administrator.email);
    await page.type('Password', product.administrator.password);
    await page.click('button', 'Sign in');
    await page.sees('heading', 'Linked');
    expect((await page.address()).search).toBe('?tab=history');
  });
});
