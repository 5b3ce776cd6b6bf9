import type { Api } from './api.ts';
import type { Browser, Size } from './browser.ts';
import type { Page } from './page.ts';
import type { TestProduct } from './product.ts';
import type { SampleWorld } from './sample-world.ts';

/** What is there to show screens with. */
export interface Tour {
  readonly product: TestProduct;
  readonly admin: Api;
  readonly browser: Browser;
  readonly page: Page;
  readonly world: SampleWorld;
  /** Undoes, once the screen was looked at, what would stand in the way of the next. */
  readonly afterwards: (undo: () => void | Promise<void>) => void;
}

/** One screen in one state. */
export interface Screen {
  readonly name: string;
  /** For whoever looks at the picture. */
  readonly shows: string;
  /** Brings the browser there. */
  readonly show: (tour: Tour, size: Size) => Promise<void>;
}
