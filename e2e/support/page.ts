import { setTimeout as sleep } from 'node:timers/promises';
import { error as failure, Key, type WebElement } from 'selenium-webdriver';
import type chrome from 'selenium-webdriver/chrome.js';
import { z } from 'zod';

/** What a control is for those who cannot see it, as Chromium itself computes it from element, label and ARIA. */
export interface Control {
  readonly role: string;
  /** Exact, or what it must match. */
  readonly name: string | RegExp;
}

/** A page as a person uses it: controls are found by role and name, everything is waited for, nothing by a fixed pause. */
export interface Page {
  readonly open: (path: string) => Promise<void>;
  readonly click: (role: string, name: string | RegExp) => Promise<void>;
  /** Replaces what stands in a field. */
  readonly type: (label: string | RegExp, text: string) => Promise<void>;
  /** Chooses in a native or drawn list. */
  readonly choose: (label: string | RegExp, option: string) => Promise<void>;
  /** Keys, to whatever has the focus. */
  readonly press: (...keys: readonly string[]) => Promise<void>;
  readonly find: (role: string, name: string | RegExp) => Promise<WebElement>;
  readonly sees: (role: string, name: string | RegExp) => Promise<void>;
  readonly misses: (role: string, name: string | RegExp) => Promise<void>;
  /** The names of all that have this role, in the order of the page. */
  readonly names: (role: string) => Promise<readonly string[]>;
  /** The visible text of a control. */
  readonly textOf: (role: string, name: string | RegExp) => Promise<string>;
  /** Waits until the page shows a text. */
  readonly reads: (text: string | RegExp) => Promise<void>;
  /** Waits until something holds. */
  readonly until: (what: string, holds: () => Promise<boolean>) => Promise<void>;
  /** The name of what has the focus. */
  readonly focused: () => Promise<string>;
  readonly address: () => Promise<URL>;
}

/** MUI keeps the height of empty texts with it; nobody hears it. */
const zeroWidth = '\u200b';
const heard = (name: string): string => name.replaceAll(zeroWidth, '').trim();
/** Milliseconds until what is waited for is given up. */
const patience = 10_000;

/** The page of a browser whose addresses begin with `origin`. */
export const pageOf = (driver: chrome.Driver, origin: string): Page => {
  const matching = async ({ role, name }: Control): Promise<readonly Found[]> => {
    const root = await send(driver, 'Runtime.evaluate', { expression: 'document' }, Evaluated);
    const { nodes } = await send(
      driver,
      'Accessibility.queryAXTree',
      { objectId: root.result.objectId, role },
      Tree,
    );
    return nodes
      .filter(({ ignored }) => !ignored)
      .map(({ name: said, backendDOMNodeId }) => ({
        name: heard(said?.value ?? ''),
        backendNodeId: backendDOMNodeId,
      }))
      .filter(({ name: said }) => (typeof name === 'string' ? name === said : name.test(said)));
  };

  const elementOf = async ({ backendNodeId }: Found): Promise<WebElement> => {
    const { object } = await send(driver, 'DOM.resolveNode', { backendNodeId }, Resolved);
    await driver.sendDevToolsCommand('Runtime.callFunctionOn', {
      objectId: object.objectId,
      functionDeclaration: 'function () { window.found = this.nodeType === 1 ? this : this.parentElement }',
    });
    return driver.executeScript<WebElement>('return window.found');
  };

  /** Does something with a control as soon as it is there and can take it. */
  const withControl = async <T>(control: Control, act: (element: WebElement) => Promise<T>): Promise<T> => {
    for (const end = Date.now() + patience; ; await sleep(25)) {
      try {
        const [first] = await matching(control);
        if (first !== undefined) return await act(await elementOf(first));
      } catch (error) {
        if (!isPassing(error) || Date.now() > end) throw error;
      }
      if (Date.now() > end) throw new Error(await missing(control));
    }
  };

  const missing = async ({ role, name }: Control): Promise<string> => {
    const others = (await matching({ role, name: /^/ })).map((each) => each.name);
    return `no ${role} "${name}" on ${await driver.getCurrentUrl()}; there are: ${others.join(' | ') || 'none'}`;
  };

  const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
    for (const end = Date.now() + patience; ; await sleep(25)) {
      if (await holds().catch((error) => !isPassing(error) && Promise.reject(error))) return;
      if (Date.now() > end) throw new Error(`${what} did not come true. The page says:\n${await said()}`);
    }
  };
  const said = () => driver.executeScript<string>('return document.body.innerText');

  const field = (label: string | RegExp): Promise<Control> =>
    first(['textbox', 'searchbox', 'combobox', 'spinbutton', 'Date', 'DateTime', 'InputTime'], label);
  const first = async (roles: readonly string[], name: string | RegExp): Promise<Control> => {
    let found: Control | undefined;
    await until(`a field "${name}"`, async () => {
      for (const role of roles)
        if (found === undefined && (await matching({ role, name })).length > 0) found = { role, name };
      return found !== undefined;
    });
    return found ?? { role: 'textbox', name };
  };
  const click = (role: string, name: string | RegExp) =>
    withControl({ role, name }, (element) => element.click());

  return {
    open: (path) => driver.get(`${origin}${path}`),
    click,
    type: async (label, text) =>
      withControl(await field(label), async (element) => {
        const kind = await element.getAttribute('type');
        if (kind === 'date' || kind === 'datetime-local')
          return driver.executeScript(setValue, element, text);
        await element.sendKeys(Key.chord(Key.CONTROL, 'a'), text === '' ? Key.DELETE : text);
      }),
    choose: async (label, option) => {
      const control = await field(label);
      const isNative = await withControl(
        control,
        async (element) => (await element.getTagName()) === 'select',
      );
      if (isNative) return withControl(control, (element) => element.sendKeys(option));
      await click(control.role, label);
      await click('option', option);
    },
    press: (...keys) =>
      driver
        .switchTo()
        .activeElement()
        .sendKeys(...keys),
    find: (role, name) => withControl({ role, name }, async (element) => element),
    sees: (role, name) => withControl({ role, name }, async () => undefined),
    misses: (role, name) =>
      until(`no ${role} "${name}"`, async () => (await matching({ role, name })).length === 0),
    names: async (role) => (await matching({ role, name: /^/ })).map(({ name }) => name),
    textOf: (role, name) => withControl({ role, name }, (element) => element.getText()),
    reads: (text) =>
      until(`the text "${text}"`, async () => {
        const page = await said();
        return typeof text === 'string' ? page.includes(text) : text.test(page);
      }),
    until,
    focused: async () => heard(await driver.switchTo().activeElement().getAccessibleName()),
    address: async () => new URL(await driver.getCurrentUrl()),
  };
};

interface Found {
  readonly name: string;
  readonly backendNodeId: number;
}

const Evaluated = z.object({ result: z.object({ objectId: z.string() }) });
const Resolved = z.object({ object: z.object({ objectId: z.string() }) });
const Tree = z.object({
  nodes: z.array(
    z.object({
      ignored: z.boolean(),
      name: z.object({ value: z.string().optional() }).optional(),
      backendDOMNodeId: z.number(),
    }),
  ),
});

const send = async <T>(
  driver: chrome.Driver,
  command: string,
  params: object,
  answer: z.ZodType<T>,
): Promise<T> => answer.parse(await driver.sendAndGetDevToolsCommand(command, params));

/** The page moved on between finding and using: the next try finds what is there now. */
const isPassing = (error: unknown): boolean =>
  error instanceof failure.StaleElementReferenceError ||
  error instanceof failure.ElementClickInterceptedError ||
  error instanceof failure.ElementNotInteractableError ||
  error instanceof failure.JavascriptError ||
  (error instanceof failure.WebDriverError &&
    /No node|Cannot find|not belong to the document/i.test(error.message));

/** As React hears it: date fields take typed text by the browser's locale, which a test does not choose. */
const setValue = `
  const [element, text] = arguments;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(element, text);
  element.dispatchEvent(new Event('input', { bubbles: true }));`;
