import { expect, it } from '@jest/globals';
import { describeInBrowser } from '../support/describe-in-browser.ts';
import { setStage } from '../support/stage.ts';
import { tourOf } from '../support/tour.ts';

describeInBrowser('every screen and state', () => {
  const stage = setStage();

  it('has no fault that axe knows of, wide and narrow, light and dark', async () => {
    const { product, browser } = stage();
    const found: string[] = [];
    await tourOf(product, browser, async ({ name }, size) => {
      const note = (scheme: string, faults: readonly string[]) =>
        found.push(...faults.map((fault) => `${name}, ${size}, ${scheme}: ${fault}`));
      note('light', await browser.accessibilityFaults());
      // The same page in other colours: only what depends on them can differ.
      await browser.look(size, 'dark');
      note('dark', await browser.accessibilityFaults(['color-contrast', 'link-in-text-block']));
    });
    expect(found).toEqual([]);
  }, 600_000);
});
