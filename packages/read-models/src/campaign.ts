import {
  type CampaignAudience,
  type CampaignCost,
  CampaignRow,
  type CampaignStatus,
  campaignEvents,
  type Money,
} from '@crm/contracts';
import { z } from 'zod';
import { said } from './partial-folds.ts';
import { type FoldEvent, readModel } from './read-model.ts';

const Stored = CampaignRow.extend({
  /** How many audiences are still being added: what a restart looks for. */
  openAudiences: z.int(),
});
type Stored = z.infer<typeof Stored>;

/** A campaign with its costs and audiences. Its table: campaign.table.sql, campaign.indexes.sql */
export const campaign = readModel('campaign', Stored, {
  version: 1,
  of: campaignEvents,
  tells: { needs: 'campaign.read' },
  key: ['id'],
  keyOf: ({ entityId }) => ({ id: entityId }),
  first: ['CampaignPlanned'],
  on: {
    CampaignPlanned: (_, { entityId, data, recordedAt, actor, revision }) =>
      counted({
        id: entityId,
        ...data,
        status: 'planned',
        costs: [],
        actualCost: null,
        audiences: [],
        launchedAt: null,
        endedAt: null,
        createdAt: recordedAt,
        createdBy: actor,
        updatedAt: recordedAt,
        updatedBy: actor,
        revision,
        openAudiences: 0,
      }),
    CampaignChanged: (row, event) => edited(row, event, said(event.data)),
    CampaignLaunched: (row, event) => moved(row, event, 'active', { launchedAt: event.recordedAt }),
    CampaignPaused: (row, event) => moved(row, event, 'paused'),
    CampaignResumed: (row, event) => moved(row, event, 'active'),
    CampaignCompleted: (row, event) => moved(row, event, 'completed', { endedAt: event.recordedAt }),
    CampaignAborted: (row, event) => moved(row, event, 'aborted', { endedAt: event.recordedAt }),
    CampaignCostRecorded: (row, event) =>
      costed(row, event, [
        ...row.costs,
        { ...event.data, recordedAt: event.recordedAt, recordedBy: event.actor, voidedAt: null },
      ]),
    CampaignCostVoided: (row, event) =>
      costed(
        row,
        event,
        row.costs.map((cost) =>
          cost.costId === event.data.costId ? { ...cost, voidedAt: event.recordedAt } : cost,
        ),
      ),
    CampaignAudienceRequested: (row, { data, recordedAt, actor, revision }) =>
      counted({
        ...row,
        audiences: [
          ...row.audiences,
          { ...data, requestedAt: recordedAt, requestedBy: actor, handled: 0, total: null, state: 'running' },
        ],
        revision,
      }),
    CampaignAudienceProgressed: (row, { data: { audienceId, handled, total }, revision }) =>
      counted({ ...row, audiences: gone(row, audienceId, { handled, total }), revision }),
    CampaignAudienceCompleted: (row, { data: { audienceId, total }, revision }) =>
      counted({
        ...row,
        audiences: gone(row, audienceId, { handled: total, total, state: 'completed' }),
        revision,
      }),
    CampaignAudienceAbandoned: (row, { data: { audienceId }, revision }) =>
      counted({ ...row, audiences: gone(row, audienceId, { state: 'abandoned' }), revision }),
  },
});

const edited = (
  row: Stored,
  { recordedAt, actor, revision }: FoldEvent,
  change: Partial<Stored>,
): Stored => ({
  ...row,
  ...change,
  updatedAt: recordedAt,
  updatedBy: actor,
  revision,
});

const moved = (
  row: Stored,
  event: FoldEvent,
  status: CampaignStatus,
  when: Partial<Pick<Stored, 'launchedAt' | 'endedAt'>> = {},
): Stored => edited(row, event, { status, ...when });

const costed = (row: Stored, event: FoldEvent, costs: CampaignCost[]): Stored =>
  edited(row, event, { costs, actualCost: sumOf(costs) });

/** All costs of a campaign are in one currency: a command in another is refused. */
const sumOf = (costs: readonly CampaignCost[]): Money | null =>
  costs
    .filter(({ voidedAt }) => voidedAt === null)
    .map(({ amount }) => amount)
    .reduce<Money | null>(
      (sum, { amount, currency }) => ({ amount: (sum?.amount ?? 0) + amount, currency }),
      null,
    );

const gone = (
  { audiences }: Stored,
  audienceId: string,
  progress: Partial<CampaignAudience>,
): CampaignAudience[] =>
  audiences.map((audience) => (audience.audienceId === audienceId ? { ...audience, ...progress } : audience));

const counted = (row: Stored): Stored => ({
  ...row,
  openAudiences: row.audiences.filter(({ state }) => state === 'running').length,
});
