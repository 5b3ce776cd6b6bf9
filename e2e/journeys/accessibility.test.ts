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
      for (const scheme of ['light', 'dark'] as const) {
        await browser.look(size, scheme);
        const faults = await browser.accessibilityFaults();
        found.push(...faults.map((fault) => `${name}, ${size}, ${scheme}: ${fault}`));
      }
    });
    expect(found).toEqual([]);
  }, 240_000);
});
