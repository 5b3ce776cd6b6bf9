import { beforeAll, expect, it } from '@jest/globals';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { setStage } from '../support/stage.ts';

describeInBrowser('erasing a person', () => {
  const stage = setStage();
  let id: string;
  beforeAll(async () => {
    const { admin } = stage();
    ({ id } = await admin.give('POST', '/customers', { firstName: 'Sofja', lastName: 'Kowalewskaja' }));
    await admin.give('POST', `/customers/${id}/interactions`, {
      ...{ kind: 'note', occurredAt: '2026-03-01T10:00:00Z', body: 'On the rotation of a solid body' },
    });
    await stage().signIn();
    await stage().page.open(`/customers/${id}`);
  });

  it('says what will happen, and wants the name before it goes on', async () => {
    const { page } = stage();
    await page.reads('On the rotation of a solid body');
    await page.click('button', 'Requests of the person');
    await page.click('menuitem', 'Erase this person …');
    await page.reads('Nobody can undo this');
    await page.type('Type Sofja Kowalewskaja to confirm', 'Sofja');
    await page.click('button', 'Erase for good');
    await page.reads('Type Sofja Kowalewskaja to confirm.');
  });

  it('leaves a tombstone, to which nothing can be done', async () => {
    const { page, admin } = stage();
    await page.type('Type Sofja Kowalewskaja to confirm', 'Sofja Kowalewskaja');
    await page.click('button', 'Erase for good');
    await page.reads('Their personal content is gone for good');
    await page.reads('Erased customer');
    const { body } = await admin.send('GET', `/customers/${id}`);
    expect(body).toMatchObject({ name: null, erasedAt: expect.any(String) });
  });
});
