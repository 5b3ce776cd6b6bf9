import type { ReadModel } from '@crm/read-models';

/** Models that are built and shown together: a row model with all that is counted over it, or one that stands alone. */
export type Group = readonly ReadModel[];

/** The groups of some models, each with what is counted last. */
export const groupsOf = (models: readonly ReadModel[]): readonly Group[] =>
  models
    .filter(({ shape }) => shape !== 'summary')
    .map((model) => [
      model,
      ...models.filter((other) => other.shape === 'summary' && other.over === model.name),
    ]);
