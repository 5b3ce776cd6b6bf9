import { type Page, ParkedKey, readModelOperations, readModelQuestions } from '@crm/contracts';
import { z } from 'zod';
import type { Asker } from '../api/asker.ts';
import { say } from '../terminal.ts';
import { columns } from './columns.ts';

const Parked = z.object({ items: z.array(ParkedKey), next: z.string().nullable() });

/** Says which keys stand still, of one model or of all, and at which event. */
export const sayParked = async ({ ask }: Asker, model?: string): Promise<void> => {
  const keys: ParkedKey[] = [];
  const of = model === undefined ? '' : `&model=${encodeURIComponent(model)}`;
  for (let page: Page<ParkedKey>, after = ''; ; after = `&after=${encodeURIComponent(page.next ?? '')}`) {
    page = await ask(Parked, `${readModelQuestions.parkedKeys.path}?limit=200${of}${after}`);
    keys.push(...page.items);
    if (page.next === null) break;
  }
  if (keys.length === 0) return say('Nothing is parked.');
  const head = ['model', 'key', 'position', 'event', 'parked'];
  for (const line of columns([head, ...keys.map(cells)])) say(line);
};

const cells = ({ model, key, position, eventType, parkedAt }: ParkedKey): readonly string[] => [
  model,
  key,
  position,
  eventType,
  parkedAt.slice(0, 16).replace('T', ' '),
];

const { retryParkedKey, skipParkedKey } = readModelOperations;

/** Has a key folded again from the event on at which it stands still. */
export const retry = async ({ order }: Asker, model = '', key = ''): Promise<void> => {
  await order(retryParkedKey, { model }, { key });
  say(`${key} of ${model} goes on.`);
};

/** Leaves the event out at which a key stands still, and has the key go on behind it. */
export const skip = async ({ order }: Asker, model = '', key = ''): Promise<void> => {
  await order(skipParkedKey, { model }, { key });
  say(`${key} of ${model} goes on without the event.`);
};
