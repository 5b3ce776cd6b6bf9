import { afterAll, afterEach, beforeAll, jest } from '@jest/globals';
import { type Api, apiOf, type Credentials } from './api.ts';
import { type Browser, openBrowser } from './browser.ts';
import { type Page, pageOf } from './page.ts';
import { startTestProduct, type TestProduct } from './product.ts';
import { signInOn } from './sign-in-on.ts';

/** What a journey needs: a product with empty books, its administrator at the API, and a person at a browser. */
export interface Stage {
  readonly product: TestProduct;
  readonly admin: Api;
  readonly browser: Browser;
  readonly page: Page;
  /** Signs in on screen and waits for the customers. */
  readonly signIn: (user?: Credentials) => Promise<void>;
  /** Another person at another browser; it closes with the test. */
  readonly secondPerson: (user?: Credentials) => Promise<Page>;
}

/** Sets the stage for the journeys of one file, and clears it after them. */
export const setStage = (): (() => Stage) => {
  jest.setTimeout(30_000);
  let stage: Stage | undefined;
  const others: Browser[] = [];
  beforeAll(async () => {
    const product = await startTestProduct();
    const browser = await openBrowser().catch(async (error: unknown) => {
      await product.stop();
      throw error;
    });
    const page = pageOf(browser.driver, product.url);
    stage = {
      product,
      admin: await apiOf(product),
      browser,
      page,
      signIn: (user = product.administrator) => signInOn(page, user),
      secondPerson: async (user = product.administrator) => {
        const other = await openBrowser();
        others.push(other);
        const theirs = pageOf(other.driver, product.url);
        await signInOn(theirs, user);
        return theirs;
      },
    };
  }, 60_000);
  afterEach(async () => {
    for (let other = others.pop(); other; other = others.pop()) await other.close();
  });
  afterAll(async () => {
    await stage?.browser.close();
    await stage?.product.stop();
  }, 60_000);
  return () => {
    if (stage === undefined) throw new Error('the stage is set in beforeAll');
    return stage;
  };
};
