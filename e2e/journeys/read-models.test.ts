import { beforeAll, expect, it } from '@jest/globals';
import { Key } from 'selenium-webdriver';
import { newUser } from '../support/api.ts';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { holdView } from '../support/hold-view.ts';
import { runSql } from '../support/run-sql.ts';
import { setStage } from '../support/stage.ts';
import { tabTo } from '../support/tab-to.ts';

describeInBrowser('read models', () => {
  const stage = setStage();
  let id: string;
  /** Waits until something reads so in a table. */
  const lists = (table: string, text: RegExp): Promise<void> => {
    const { page } = stage();
    return page.until(`${text} in ${table}`, async () =>
      text.test((await page.textOf('table', table)).replace(/\s+/g, ' ')),
    );
  };
  beforeAll(async () => {
    const { admin, signIn } = stage();
    ({ id } = await admin.give('POST', '/customers', { lastName: 'Rebuilt' }));
    await admin.give('POST', `/customers/${id}/interactions`, {
      kind: 'note',
      body: 'Kept',
      occurredAt: '2026-03-01T10:00:00Z',
    });
    await signIn();
  });

  it('are rebuilt from the page: it shows how far it is, and then what is shown instead', async () => {
    const { page, product } = stage();
    const letGo = await holdView(product, 'interaction');
    try {
      await page.click('link', 'Read models');
      await lists('Read models', /Interaction Version 1, build 1 /);
      await page.click('button', 'Actions for interaction');
      await page.click('menuitem', 'Rebuild …');
      await page.sees('dialog', 'Rebuild interaction?');
      await page.click('button', 'Rebuild');
      await page.sees('progressbar', 'Rebuild of interaction');
      await page.reads('Comparing with what is shown');
      await page.reads(/\d+ of \d+ events?/);
    } finally {
      await letGo();
    }
    await page.reads('Rebuild of interaction: done, it is shown now.');
    await page.misses('progressbar', 'Rebuild of interaction');
    await lists('Read models', /Interaction Version 1, build 2 [^V]*Version 1, build 1 /);
    await page.open(`/customers/${id}?tab=timeline`);
    await page.reads('Kept');
  });

  it('go back to what was shown before, with the keyboard alone', async () => {
    const { page } = stage();
    await page.open('/settings/read-models');
    await page.sees('table', 'Read models');
    await tabTo(page, 'Actions for interaction');
    await page.press(Key.ENTER);
    await page.sees('menuitem', 'Roll back to version 1, build 1 …');
    await page.press(Key.ARROW_DOWN, Key.ENTER);
    await page.sees('dialog', 'Roll back interaction to version 1, build 1?');
    await page.press(Key.ENTER);
    await page.reads('Way back for interaction: done, it is shown now.');
    await lists('Read models', /Interaction Version 1, build 1 [^V]*Version 1, build 2 /);
  });

  it('stay as they are where a rebuild is cancelled', async () => {
    const { page, product } = stage();
    const letGo = await holdView(product, 'interaction');
    try {
      await page.click('button', 'Rebuild all');
      await page.click('button', 'Rebuild');
      await page.sees('progressbar', /^Rebuild of \d+ read models/);
      await page.click('button', 'Cancel');
      await page.reads('Cancelled: what is shown stays.');
      await page.misses('progressbar', /^Rebuild of/);
    } finally {
      await letGo();
    }
    await lists('Last rebuilds', /Rebuild of \d+ read models Cancelled/);
    await lists('Read models', /Interaction Version 1, build 1 /);
  });

  it('let a key go on that stood still', async () => {
    const { page, product } = stage();
    await runSql(
      product,
      `insert into engine.parked (model, version, build, key, stream, position, event_id, event_type)
       select b.model, b.version, b.build, '["${id}"]', e.stream, e.position, e.id, e.type
       from engine.builds b, log.events e
       where b.model = 'customer' and b.state = 'shown' and e.stream = 'customer-${id}' and e.revision = 1`,
    );
    await page.open('/settings/read-models');
    await page.click('button', `Retry ${id}`);
    await page.reads('It goes on.');
    await page.misses('table', 'Parked keys');
  });

  it('are shown to an analyst, who changes nothing', async () => {
    const { page, product, admin, signIn } = stage();
    await signIn(await newUser(product, admin, { name: 'Ana Analyst', role: 'analyst' }));
    await page.click('link', 'Read models');
    await lists('Read models', /Interaction Version/);
    await page.misses('button', 'Rebuild all');
    expect((await page.names('button')).filter((name) => /^Actions for/.test(name))).toEqual([]);
  });
});
