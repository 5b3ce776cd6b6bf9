import { HistoryEntry } from '@crm/contracts';
import { z } from 'zod';
import type { Api } from './api.ts';
import type { Page } from './page.ts';

/** The moment of the last event of a customer. */
export const lastChangeOf = async (admin: Api, customerId: string): Promise<string> => {
  const { body } = await admin.send('GET', `/customers/${customerId}/history?limit=200`);
  const { items } = z.object({ items: z.array(HistoryEntry) }).parse(body);
  return items.at(-1)?.recordedAt ?? '';
};

/** Opens a page as of a moment, by a link such as others send. */
export const lookBack = async (page: Page, path: string, moment: string): Promise<void> => {
  await page.open(`${path}?${new URLSearchParams({ world: moment })}`);
  await page.reads(/The workspace as of/);
};

export const comeBack = async (page: Page): Promise<void> => {
  await page.click('button', 'Back to today');
  await page.misses('button', 'Back to today');
};
