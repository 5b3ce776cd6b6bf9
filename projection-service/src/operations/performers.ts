import { Missing, type readModelOperations } from '@crm/contracts';
import type { ReadModel } from '@crm/read-models';
import type { Performers } from '@crm/service-kit/operations/operation-routes';
import { cancelRebuild, orderRebuild, orderRollback, orderSwitch } from '../builds/orders.ts';
import { onConnection } from '../engine/database/connection.ts';
import { type Unpark, unpark } from '../engine/unparking/unpark.ts';
import type { Sources } from './sources.ts';

/** What operators do with read models: orders are entered for the builder, keys that stand still go on at once. */
export const readModelPerformers = (sources: Sources): Performers<typeof readModelOperations> => {
  const { pool, opened, models } = sources;
  const modelOf = (name: string): ReadModel => {
    const model = models.find((each) => each.name === name);
    if (model === undefined) throw new Missing('read model');
    return model;
  };
  const goOn =
    (how: Unpark) =>
    ({ model, key }: { readonly model: string; readonly key: string }) =>
      onConnection(pool, (client) =>
        unpark({ client, schema: 'live', store: opened }, models, modelOf(model), key, how),
      );
  return {
    orderRebuild: async ({ models }, by) => ({ id: await orderRebuild(sources, models, by.id) }),
    cancelRebuild: ({ id }) => cancelRebuild(pool, id),
    rollBackReadModel: async ({ model }, by) => ({ id: await orderRollback(sources, model, by.id) }),
    switchReadModel: async ({ model }, by) => ({ id: await orderSwitch(sources, model, by.id) }),
    retryParkedKey: goOn('retry'),
    skipParkedKey: goOn('skip'),
  };
};
