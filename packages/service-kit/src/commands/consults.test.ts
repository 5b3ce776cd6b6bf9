import { Missing } from '@crm/contracts';
import { expect, it } from '@jest/globals';
import { id } from '../../testing/given.ts';
import { otherSeller, seller, writeSide } from '../../testing/write-side.ts';

const spring = { name: 'Spring', type: 'email' };

it('decides a command with the state of the aggregate that it refers to', async () => {
  const give = writeSide(true).start();
  const { id: on } = await give('RegisterCustomer', { lastName: 'Lovelace' });
  const { id: campaignId } = await give('PlanCampaign', spring);
  const touch = { campaignId, kind: 'sent', occurredAt: '2026-01-01T10:00:00Z' };
  await expect(give('RecordTouch', touch, { on })).rejects.toMatchObject({ code: 'campaign-not-launched' });
  await give('LaunchCampaign', {}, { on: campaignId });
  expect(await give('RecordTouch', touch, { on })).toMatchObject({
    revision: 2,
    createdId: expect.any(String),
  });
});

it('does not know of one that is not there, once the record itself was found', async () => {
  const give = writeSide(true).start();
  const { id: on } = await give('RegisterCustomer', { lastName: 'Lovelace' }, { actor: seller });
  const add = { campaignId: id(5) };
  await expect(give('AddToCampaign', add, { on })).rejects.toEqual(new Missing('campaign'));
  await expect(give('AddToCampaign', add, { on, actor: otherSeller })).rejects.toEqual(
    new Missing('customer'),
  );
});

it('gives the first result of a key, whatever became of what the command referred to', async () => {
  const give = writeSide(true).start();
  const { id: on } = await give('RegisterCustomer', { lastName: 'Lovelace' });
  const { id: campaignId } = await give('PlanCampaign', spring);
  const said = { on, idempotencyKey: 'k1' };
  const first = await give('AddToCampaign', { campaignId }, said);
  await give('AbortCampaign', {}, { on: campaignId });
  expect(await give('AddToCampaign', { campaignId }, said)).toEqual({ ...first, changed: false });
});
