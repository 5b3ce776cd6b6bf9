import { InteractionRow, interactionEvents } from '@crm/contracts';
import { said } from './partial-folds.ts';
import { readModel } from './read-model.ts';

/** Each customer's interactions as they stand: a row per copy. Its table: interaction.table.sql, interaction.indexes.sql */
export const interaction = readModel('interaction', InteractionRow, {
  version: 1,
  tells: { needs: 'customer.read', customer: 'customerId' },
  of: interactionEvents,
  key: ['customerId', 'interactionId'],
  keyOf: ({ entityId, data }) => ({ customerId: entityId, interactionId: data.interactionId }),
  personal: { of: 'customerId', cleared: { subject: null, body: null, voidReason: null, participants: [] } },
  first: ['InteractionLogged'],
  on: {
    InteractionLogged: (_, { entityId, data, recordedAt, actor, position }) => ({
      customerId: entityId,
      ...data,
      recordedAt,
      recordedBy: actor,
      correctedAt: null,
      voidedAt: null,
      voidReason: null,
      position,
    }),
    InteractionCorrected: (row, { data, recordedAt }) => ({ ...row, ...said(data), correctedAt: recordedAt }),
    InteractionVoided: (row, { data, recordedAt }) => ({
      ...row,
      voidedAt: recordedAt,
      voidReason: data.reason,
    }),
  },
});
