import { apiOf } from './api.ts';
import { type Browser, type Size, sizes } from './browser.ts';
import { pageOf } from './page.ts';
import type { TestProduct } from './product.ts';
import { sampleWorld } from './sample-world.ts';
import type { Screen } from './screen.ts';
import { screens } from './screens.ts';

const names = Object.keys(sizes).filter((name): name is Size => name in sizes);

/** Leads a browser through every screen in every size, in light colours, and lets each be looked at. */
export const tourOf = async (
  product: TestProduct,
  browser: Browser,
  look: (screen: Screen, size: Size) => Promise<void>,
): Promise<void> => {
  const admin = await apiOf(product);
  const world = await sampleWorld(product, admin);
  const page = pageOf(browser.driver, product.url);
  for (const size of names)
    for (const screen of screens) {
      const undo: (() => void | Promise<void>)[] = [];
      await browser.look(size);
      try {
        await screen.show(
          { product, admin, browser, page, world, afterwards: (each) => undo.push(each) },
          size,
        );
        await look(screen, size);
      } catch (error) {
        throw new Error(`${screen.name}, ${size}: ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      } finally {
        for (const each of undo) await each();
      }
    }
};
