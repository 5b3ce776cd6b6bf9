import { beforeAll, expect, it } from '@jest/globals';
import { apiOf, newUser } from '../support/api.ts';
import { sizes } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { setStage } from '../support/stage.ts';

describeInBrowser('what a role sees', () => {
  const stage = setStage();
  let foreign: string;
  beforeAll(async () => {
    const { admin } = stage();
    ({ id: foreign } = await admin.give('POST', '/customers', { lastName: 'Foreign' }));
  });

  it('shows a sales person their own customers only', async () => {
    const { page, product, admin, signIn } = stage();
    const seller = await newUser(product, admin, { name: 'Sam Seller', role: 'sales' });
    await signIn(seller);
    await page.reads('No customers of yours yet');
    await (await apiOf(product, seller)).give('POST', '/customers', { lastName: 'Mine' });
    await page.sees('gridcell', /Mine/);
    await page.misses('gridcell', /Foreign/);
    await page.misses('link', 'Users');
    await page.misses('link', 'Read models');
    await page.open(`/customers/${foreign}`);
    await page.reads('There is no such customer');
  });

  it('shows a customer to a sales person as soon as they own it', async () => {
    const { page, admin } = stage();
    const { body } = await admin.send('GET', '/users');
    const seller = (body as readonly { id: string; name: string }[]).find(
      ({ name }) => name === 'Sam Seller',
    );
    await page.click('link', 'All customers');
    await page.sees('gridcell', /Mine/);
    await admin.give('PUT', `/customers/${foreign}/owner`, { ownerId: seller?.id });
    await page.sees('gridcell', /Foreign/);
  });

  it('lets an auditor read everything and change nothing', async () => {
    const { page, product, admin, signIn } = stage();
    const auditor = await newUser(product, admin, { name: 'Ann Auditor', role: 'auditor' });
    await signIn(auditor);
    await page.sees('gridcell', /Foreign/);
    await page.misses('button', 'New customer');
    await page.open(`/customers/${foreign}?tab=history`);
    await page.reads('Customer registered');
    expect((await page.names('button')).filter((name) => /^(Edit|Add|Archive)/.test(name))).toEqual([]);
    expect(await page.textOf('group', 'Do not contact by')).toBe('None');
    await page.click('tab', 'Timeline');
    await page.misses('form', 'Log an interaction');
  });

  it('shows an administrator on a phone who is deactivated, and what can be done about it', async () => {
    const { page, product, admin, signIn, browser } = stage();
    const guest = await newUser(product, admin, { name: 'Bartholomew Featherstonehaugh', role: 'manager' });
    await admin.give('POST', `/users/${(await apiOf(product, guest)).userId}/deactivate`);
    await browser.look('phone');
    await signIn();
    await page.click('link', 'Users');
    await page.reads('Deactivated');
    const actions = await page.find('button', 'Actions for Bartholomew Featherstonehaugh');
    const { x, width } = await actions.getRect();
    expect(x + width).toBeLessThanOrEqual(sizes.phone.width);
    await browser.look('desktop');
  });

  it('lets an administrator give somebody another address to sign in with, if nobody has it', async () => {
    const { page, product, admin, signIn } = stage();
    const ida = await newUser(product, admin, { name: 'Ida Maiden', role: 'manager' });
    const taken = await newUser(product, admin, { name: 'Tom Taken', role: 'sales' });
    await signIn();
    await page.click('link', 'Users');
    await page.click('button', 'Actions for Ida Maiden');
    await page.click('menuitem', 'Change e-mail …');
    await page.type('E-mail', taken.email);
    await page.click('button', 'Save');
    await page.reads('Another user has this e-mail address.');
    await page.type('E-mail', 'ida.married@example.com');
    await page.click('button', 'Save');
    await page.reads('Ida Maiden signs in with ida.married@example.com now.');
    await signIn({ ...ida, email: 'ida.married@example.com' });
    await page.sees('gridcell', /Foreign/);
  });
});
