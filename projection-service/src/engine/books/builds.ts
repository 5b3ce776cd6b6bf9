import type { ReadModel } from '@crm/read-models';
import type { ClientBase } from 'pg';

/** One physical table of a model's version. */
export interface Build {
  readonly model: ReadModel;
  /** From 1, in the order in which the version's tables were made. */
  readonly build: number;
  /** Of builds made together: a row model and all that is counted over it share it. */
  readonly rebuild: string;
}

/**
 * `building`: being filled. `joining`: to be followed together with the others. `following`: is. `shown`: answers read
 * it. `kept`: it was shown before, and stands still.
 */
export type BuildState = 'building' | 'joining' | 'following' | 'shown' | 'kept';

/** A build as the books hold it. */
export interface EnteredBuild extends Build {
  readonly state: BuildState;
  /** Into how many partitions its streams are divided; 0: it has no checkpoints yet. */
  readonly partitions: number;
}

/** The first builds of these models: what tables are made as in a schema of their own. */
export const firstBuilds = (models: readonly ReadModel[]): readonly Build[] =>
  models.map((model) => ({ model, build: 1, rebuild: '00000000-0000-0000-0000-000000000000' }));

/** The builds that there are of these models' versions, in the models' order, older ones first. */
export const buildsOf = async (
  client: ClientBase,
  models: readonly ReadModel[],
): Promise<readonly EnteredBuild[]> => {
  const { rows } = await client.query<{ model: string } & Omit<EnteredBuild, 'model'>>(
    `select b.model, b.build, b.rebuild, b.state,
       (select count(*)::integer from engine.checkpoints c
        where c.model = b.model and c.version = b.version and c.build = b.build) as partitions
     from unnest($1::text[], $2::integer[]) with ordinality as asked (model, version, nth)
     join engine.builds b using (model, version)
     order by nth, b.build`,
    [models.map(({ name }) => name), models.map(({ version }) => version)],
  );
  return rows.flatMap(({ model: name, ...build }) =>
    models.filter((model) => model.name === name).map((model) => ({ model, ...build })),
  );
};

/** The builds of a model that are kept, of whatever version. */
export const keptOf = async (
  client: ClientBase,
  { name }: ReadModel,
): Promise<readonly (Omit<Build, 'model'> & { readonly version: number })[]> => {
  const { rows } = await client.query<Omit<Build, 'model'> & { version: number }>(
    `select version, build, rebuild from engine.builds where model = $1 and state = 'kept'`,
    [name],
  );
  return rows;
};

/** The number that the next build of a model's version has. */
export const nextBuild = async (client: ClientBase, { name, version }: ReadModel): Promise<number> => {
  const { rows } = await client.query<{ next: number }>(
    'select coalesce(max(build), 0) + 1 as next from engine.builds where model = $1 and version = $2',
    [name, version],
  );
  return rows[0]?.next ?? 1;
};

/** Enters a new build. */
export const enterBuild = async (
  client: ClientBase,
  { model: { name, version }, build, rebuild }: Build,
  state: BuildState,
): Promise<BuildState> => {
  await client.query(
    `insert into engine.builds (model, version, build, rebuild, state, shown_at)
     values ($1, $2, $3, $4, $5, case $5 when 'shown' then now() end)`,
    [name, version, build, rebuild, state],
  );
  return state;
};

/** Changes the state of builds. What was shown before must be told first: there is one a model. */
export const changeState = (client: ClientBase, builds: readonly Build[], state: BuildState) =>
  client.query(
    `update engine.builds b
     set state = $4, shown_at = case $4 when 'shown' then now() else b.shown_at end
     from unnest($1::text[], $2::integer[], $3::integer[]) as told (model, version, build)
     where b.model = told.model and b.version = told.version and b.build = told.build`,
    [...columnsOf(builds), state],
  );

/** Lets whatever build of a model is shown stand back: it is kept. */
export const keepShown = (client: ClientBase, models: readonly ReadModel[]) =>
  client.query(`update engine.builds set state = 'kept' where state = 'shown' and model = any($1)`, [
    models.map(({ name }) => name),
  ]);

/** Lets every replica look at builds and parked keys anew, once the caller's transaction is committed. */
export const changePlan = (client: ClientBase) =>
  client.query('update engine.plan set revision = revision + 1');

/** Builds as three parameters: their models, versions and numbers. */
export const columnsOf = (builds: readonly Build[]): [string[], number[], number[]] => [
  builds.map(({ model }) => model.name),
  builds.map(({ model }) => model.version),
  builds.map(({ build }) => build),
];
