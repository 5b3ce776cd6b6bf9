import { holdView } from '../hold-view.ts';
import { halt, keepDown } from '../outage.ts';
import { runSql } from '../run-sql.ts';
import type { Screen } from '../screen.ts';

/** Of rebuilds that there never were. */
const byHand = '01890000-0000-7000-8000-00000000000';

/** How read models stand, what is being rebuilt, and what stands still. */
export const readModelScreens: readonly Screen[] = [
  {
    name: 'read-models',
    shows: 'How the read models stand',
    show: async ({ page }) => {
      await page.open('/settings/read-models');
      await page.sees('table', 'Read models');
    },
  },
  {
    name: 'read-models-rebuild',
    shows: 'What a rebuild does, before it is ordered',
    show: async ({ page }) => {
      await page.open('/settings/read-models');
      await page.click('button', 'Actions for customer');
      await page.click('menuitem', 'Rebuild …');
      await page.sees('dialog', 'Rebuild customer?');
    },
  },
  {
    name: 'read-models-under-way',
    shows: 'A rebuild under way, another waiting to be shown, and how the last ones ended',
    show: async ({ page, product, admin, afterwards }) => {
      // What has to wait for a long question keeps the builder busy: the rest can be written by hand.
      const letGo = await holdView(product, 'interaction');
      await admin.send('POST', '/read-models/rebuilds', { models: ['interaction'] });
      await page.open('/settings/read-models');
      await page.reads('Comparing with what is shown');
      await runSql(
        product,
        `insert into engine.rebuilds
           (id, kind, models, requested_by, requested_at, state, events_total, events_done, started_at, finished_at, fault)
         values
           ('${byHand}1', 'rebuild', '{customer,customer_count}', '${admin.userId}',
            now(), 'filling', 1000000, 430000, now() - interval '20 s', null, null),
           ('${byHand}2', 'deploy', '{interaction}', 'system', now() - interval '2 days',
            'done', 912480, 912480, now() - interval '2 days', now() - interval '2 days' + interval '31 s', null),
           ('${byHand}3', 'rebuild', '{campaign}', '${admin.userId}', now() - interval '3 days',
            'failed', 1204, 1204, now() - interval '3 days', now() - interval '3 days' + interval '1 s',
            'campaign has 11 rows where 12 are shown.')`,
      );
      afterwards(async () => {
        await runSql(product, `delete from engine.rebuilds where id::text like '${byHand}_'`);
        await letGo();
      });
      await page.open('/settings/read-models');
      await page.sees('progressbar', 'Rebuild of customer and customer count');
    },
  },
  {
    name: 'read-models-way-back',
    shows: 'The way back to what was shown before',
    show: async ({ page }) => {
      await page.open('/settings/read-models');
      await page.misses('progressbar', /^Rebuild of/);
      await page.click('button', 'Actions for interaction');
      await page.click('menuitem', /^Roll back/);
      await page.sees('dialog', /^Roll back interaction/);
    },
  },
  {
    name: 'read-models-parked',
    shows: 'A key that stands still, and what skipping its event does',
    show: async ({ page, product, world, afterwards }) => {
      await runSql(
        product,
        `insert into engine.parked (model, version, build, key, stream, position, event_id, event_type)
         select model, version, build, '["${world.hero}"]', 'customer-${world.hero}', 1042, gen_random_uuid(),
           'CustomerDetailsChanged'
         from engine.builds where model = 'customer_search' and state = 'shown'`,
      );
      afterwards(() => runSql(product, 'delete from engine.parked'));
      await page.open('/settings/read-models');
      await page.click('button', /^Skip the event of/);
      await page.sees('dialog', /^Skip /);
    },
  },
  {
    name: 'read-models-loading',
    shows: 'Waiting for the read models',
    show: async ({ page, product, afterwards }) => {
      afterwards(halt(product, 'projection'));
      await page.open('/settings/read-models');
      await page.sees('status', 'Loading read models');
    },
  },
  {
    name: 'read-models-away',
    shows: 'The service that builds them does not answer',
    show: async ({ page, product, afterwards }) => {
      afterwards(keepDown(product, 'projection'));
      await page.open('/settings/read-models');
      await page.sees('button', 'Try again');
    },
  },
];
