import { World } from '@crm/contracts';
import { comeBack, lastChangeOf, lookBack } from '../look-back.ts';
import { runSql } from '../run-sql.ts';
import type { Screen } from '../screen.ts';

/** Looking at the whole workspace as of a moment. */
export const timeMachineScreens: readonly Screen[] = [
  {
    name: 'time-machine-customers',
    shows: 'The customers as of a moment',
    show: async ({ page, admin, world, afterwards }) => {
      await lookBack(page, '/customers', await lastChangeOf(admin, world.hero));
      await page.sees('button', 'Filter');
      afterwards(() => comeBack(page));
    },
  },
  {
    name: 'time-machine-customer',
    shows: 'A customer as of a moment, with nothing to change',
    show: async ({ page, admin, world, afterwards }) => {
      await lookBack(page, `/customers/${world.hero}`, await lastChangeOf(admin, world.hero));
      await page.click('tab', 'History');
      await page.reads('Customer registered');
      afterwards(() => comeBack(page));
    },
  },
  {
    name: 'time-machine',
    shows: 'Choosing the moment',
    show: async ({ page, admin, world, afterwards }) => {
      await lookBack(page, '/campaigns', await lastChangeOf(admin, world.hero));
      await page.click('button', 'Another moment …');
      await page.reads('Built already');
      afterwards(async () => {
        await page.click('button', 'Cancel');
        await comeBack(page);
      });
    },
  },
  {
    name: 'time-machine-building',
    shows: 'A moment that is being built',
    show: async ({ page, product, admin, world, afterwards }) => {
      const moment = await lastChangeOf(admin, world.hero);
      await runSql(
        product,
        `update engine.worlds set state = 'building', events_done = 430000, events_total = 1000000 where state = 'ready'`,
      );
      await lookBack(page, '/customers', moment);
      await page.sees('progressbar', 'Events folded');
      await page.reads('430,000 of 1,000,000 events');
      afterwards(async () => {
        await comeBack(page);
        await runSql(product, `update engine.worlds set state = 'ready' where state = 'building'`);
      });
    },
  },
  {
    name: 'time-machine-gone',
    shows: 'A moment that is no longer kept',
    show: async ({ page, admin, world, afterwards }) => {
      await lookBack(page, '/customers', await lastChangeOf(admin, world.hero));
      await page.sees('button', 'Filter');
      const worlds = World.array().parse((await admin.send('GET', '/time-machine')).body);
      for (const { position } of worlds) await admin.send('DELETE', `/time-machine/${position}`);
      await page.click('link', 'Campaigns');
      await page.reads('This moment is no longer kept');
      afterwards(() => comeBack(page));
    },
  },
];
