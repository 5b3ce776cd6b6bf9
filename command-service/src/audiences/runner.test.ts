import type { EventStore } from '@crm/event-store';
import { id, manager } from '@crm/service-kit/testing/given';
import { describe, expect, it } from '@jest/globals';
import { audienceWorld } from '../../testing/audiences.ts';
import { appendToAudience } from './audience-events.ts';

const sorted = (ids: readonly string[]) => ids.toSorted();

/** A process that ends before its nth append (from 0): that one and all later ones never happen. */
const endingBeforeAppend =
  (n: number) =>
  (inner: EventStore): EventStore => {
    let appends = 0;
    return {
      ...inner,
      append: (request) => (appends++ < n ? inner.append(request) : Promise.reject(new Error('killed'))),
    };
  };

describe.each([true, false])('an audience (several streams in one append: %s)', (multi) => {
  it('makes each of its customers a member, for whoever asked for it', async () => {
    const world = await audienceWorld(multi, 30);
    const { audienceId } = await world.audienceOf([...world.customerIds, id(99), ...world.customerIds]);
    const runner = world.start();
    await world.until('CampaignAudienceCompleted');
    await runner.stop();
    expect(sorted(await world.members())).toEqual(sorted(world.customerIds));
    const [added] = (await world.store.readAll(null, 1_000)).filter(
      ({ type }) => type === 'CampaignMemberAdded',
    );
    expect(added).toMatchObject({
      data: { campaignId: world.campaignId, audienceId },
      metadata: { actor: manager.id, correlation: id(801) },
    });
    const total = world.customerIds.length + 1;
    expect((await world.progress()).at(-1)).toEqual({
      type: 'CampaignAudienceCompleted',
      data: { audienceId, total },
    });
  });

  it('goes on where a process ended, and adds nobody twice', async () => {
    const world = await audienceWorld(multi, 120);
    await world.audienceOf(world.customerIds);
    const first = world.start(endingBeforeAppend(65));
    await world.until('CampaignAudienceProgressed');
    while ((await world.members()).length < 60) await new Promise((resolve) => setTimeout(resolve, 5));
    await first.stop();
    expect((await world.members()).length).toBeLessThan(70);
    const second = world.start();
    await world.until('CampaignAudienceCompleted');
    await second.stop();
    expect(sorted(await world.members())).toEqual(sorted(world.customerIds));
    expect((await world.progress()).map(({ type }) => type)).toEqual([
      'CampaignAudienceRequested',
      'CampaignAudienceProgressed',
      'CampaignAudienceProgressed',
      'CampaignAudienceCompleted',
    ]);
  });

  it('is the same where two runners work on it at once', async () => {
    const world = await audienceWorld(multi, 100);
    await world.audienceOf(world.customerIds);
    const runners = [world.start(), world.start()];
    await world.until('CampaignAudienceCompleted');
    await Promise.all(runners.map((runner) => runner.stop()));
    expect(sorted(await world.members())).toEqual(sorted(world.customerIds));
    expect(await world.progress()).toHaveLength(3);
  });

  it('leaves out whom it finds in the campaign already, and all once it has ended', async () => {
    const world = await audienceWorld(multi, 3);
    const [first = ''] = world.customerIds;
    await world.give('AddToCampaign', { campaignId: world.campaignId, audienceId: null }, { id: first });
    await world.audienceOf(world.customerIds);
    await world.give('AbortCampaign', { reason: null }, { id: world.campaignId });
    const runner = world.start();
    await world.until('CampaignAudienceCompleted');
    await runner.stop();
    expect(await world.members()).toEqual([first]);
  });
});

describe('an audience whose list nobody closed', () => {
  it('is given up after a while, and nobody of it is added', async () => {
    const world = await audienceWorld(true, 2);
    const asked = await world.request();
    await appendToAudience(world.store, asked, 'none', 'AudienceListed', {
      customerIds: world.customerIds,
    });
    const runner = world.start(undefined, { abandonedAfter: 0 });
    await world.until('CampaignAudienceAbandoned');
    await runner.stop();
    expect(await world.members()).toEqual([]);
  });

  it('is left alone until then', async () => {
    const world = await audienceWorld(true, 0);
    await world.request();
    const runner = world.start();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await runner.stop();
    expect(await world.progress()).toHaveLength(1);
  });
});
