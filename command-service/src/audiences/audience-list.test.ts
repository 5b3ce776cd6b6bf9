import { Refusal } from '@crm/contracts';
import { WrongExpectedRevision } from '@crm/event-store';
import { derivedId } from '@crm/service-kit/commands/derived-id';
import { expect, it } from '@jest/globals';
import { audienceWorld } from '../../testing/audiences.ts';
import { appendToAudience } from './audience-events.ts';
import { abandonAudience, closeAudience, readAudience } from './audience-list.ts';

const ids = (count: number) => Array.from({ length: count }, (_, n) => derivedId(`customer ${n}`));

it('lists each customer once, however many there are', async () => {
  const { store, request } = await audienceWorld(true, 0);
  const asked = await request();
  expect(await closeAudience(store, asked, [...ids(25_000), ...ids(10)])).toBe(25_000);
  expect(await readAudience(store, asked.audienceId)).toEqual({
    revision: 3,
    customerIds: ids(25_000),
    end: 'closed',
  });
});

it('is closed once: who comes later is told what it holds', async () => {
  const { store, request } = await audienceWorld(true, 0);
  const asked = await request();
  const totals = await Promise.all([
    closeAudience(store, asked, ids(3)),
    closeAudience(store, asked, ids(3)),
    closeAudience(store, asked, ids(3)),
  ]);
  expect(totals).toEqual([3, 3, 3]);
  expect(await closeAudience(store, asked, ids(9))).toBe(3);
});

it('takes up what a crash left', async () => {
  const { store, request } = await audienceWorld(true, 0);
  const asked = await request();
  await appendToAudience(store, asked, 'none', 'AudienceListed', { customerIds: ids(2) });
  expect(await closeAudience(store, asked, ids(5))).toBe(5);
  expect((await readAudience(store, asked.audienceId)).customerIds).toEqual(ids(5));
});

it('is either closed or given up, never both', async () => {
  const { store, request } = await audienceWorld(true, 0);
  const [given, closed] = [await request(), await request()];
  const before = await readAudience(store, closed.audienceId);
  await closeAudience(store, closed, ids(1));
  await expect(abandonAudience(store, closed, before)).rejects.toBeInstanceOf(WrongExpectedRevision);
  await abandonAudience(store, given, before);
  await expect(closeAudience(store, given, ids(1))).rejects.toBeInstanceOf(Refusal);
});
