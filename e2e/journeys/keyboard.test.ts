import { expect, it } from '@jest/globals';
import { Key } from 'selenium-webdriver';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { setStage } from '../support/stage.ts';
import { tabTo } from '../support/tab-to.ts';

describeInBrowser('with the keyboard alone', () => {
  const stage = setStage();

  it('signs in, creates, finds, opens, logs a note and goes back', async () => {
    const { page, product, admin, browser } = stage();
    await admin.give('POST', '/customers', { firstName: 'Katherine', lastName: 'Johnson' });
    await page.open('/customers');
    await page.sees('button', 'Sign in');
    await page.press(product.administrator.email, Key.TAB, product.administrator.password, Key.ENTER);
    await page.sees('gridcell', /Katherine Johnson/);

    await page.press('c');
    await page.sees('dialog', 'New customer');
    await page.press('Dorothy', Key.TAB, 'Vaughan', Key.ENTER);
    await page.reads('Dorothy Vaughan was registered.');
    await page.misses('dialog', 'New customer');
    await page.sees('gridcell', /Dorothy Vaughan/);

    await page.press('/');
    expect(await page.focused()).toBe('Search customers');
    await page.press('vaugh');
    await page.misses('gridcell', /Katherine Johnson/);
    await page.press(Key.TAB);
    await tabTo(page, 'Customers');
    await page.press(Key.ARROW_DOWN, Key.ENTER);
    await page.sees('complementary', 'Customer');
    await page.press(Key.ENTER);
    await page.sees('heading', 'Dorothy Vaughan');

    await tabTo(page, 'Text');
    await page.press('Talked about the launch.', Key.chord(Key.CONTROL, Key.ENTER));
    await page.reads('Note logged.');
    await page.reads('Talked about the launch.');
    await page.click('heading', 'Dorothy Vaughan');
    await page.press('?');
    await page.reads(/Next tab\s*Ctrl \+ \\/);
    await page.press(Key.ESCAPE);
    await page.misses('dialog', 'Keyboard shortcuts');

    await browser.driver.navigate().back();
    await page.sees('gridcell', /Dorothy Vaughan/);
    expect((await page.address()).searchParams.get('q')).toBe('vaugh');
  });

  it('shows where the focus is, wherever it goes', async () => {
    const { page, browser } = stage();
    await page.open('/customers');
    await page.sees('gridcell', /Katherine Johnson/);
    for (let step = 0; step < 25; step += 1) {
      await page.press(Key.TAB);
      expect(await browser.driver.executeScript<string>(focusMark)).not.toBe('');
    }
  });
});

/** What tells a focused element from others: a name for it, or nothing. Runs in the page. */
const focusMark = `
  const element = document.activeElement;
  if (!element || element === document.body) return 'the browser itself';
  const shown = [element, ...element.querySelectorAll('*')].map((each) => getComputedStyle(each));
  const around = element.closest('.MuiInputBase-root');
  if (around) shown.push(getComputedStyle(around), ...[...around.querySelectorAll('*')].map((each) => getComputedStyle(each)));
  return element.matches(':focus-visible') && shown.some(({ outlineStyle, boxShadow, borderTopColor }) =>
    outlineStyle !== 'none' || boxShadow !== 'none' || borderTopColor) ? element.tagName : '';`;
