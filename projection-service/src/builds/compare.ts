import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadModel } from '@crm/read-models';
import { buildsOf, type EnteredBuild } from '../engine/books/builds.ts';
import { snake, tableOf } from '../engine/database/tables.ts';
import { counters } from '../engine/folding/fold-summary.ts';
import { hasRows } from '../engine/following/prepare.ts';
import { mustGoOn } from './rebuild-line.ts';
import { buildsUnderWay, Failed, modelsOf, type Work } from './work.ts';

/** What a table holds, whatever the order of its rows. */
interface Contents {
  readonly rows: bigint;
  readonly checksum: string;
}

/** Milliseconds between looks at whether two builds stand at one position. */
const pause = 50;

/**
 * Compares the builds with those that are shown, all at one position, and notes what they hold. Other versions of a fold
 * may give other rows, and so may other keys that stand still: they are not judged. @throws Failed where rows differ
 */
export const compare = async (work: Work): Promise<void> => {
  const { client } = work.world;
  for (;;) {
    await mustGoOn(client, work.line);
    await client.query('begin isolation level repeatable read');
    try {
      if (await compared(work)) {
        await client.query('commit');
        return;
      }
      await client.query('rollback');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
    await sleep(pause);
    await work.pace();
  }
};

/** False: they do not stand at one position yet. */
const compared = async (work: Work): Promise<boolean> => {
  const { client } = work.world;
  const builds = await buildsOf(client, modelsOf(work));
  // What is counted over rows of another version stands still, and may well differ.
  const shown = builds.filter(({ state }) => state === 'shown').filter(hasRows);
  for (const build of await buildsUnderWay(work)) {
    const other = shown.find(({ model }) => model === build.model);
    if (other !== undefined && !(await atOnePosition(work, build, other))) return false;
    const contents = await contentsOf(work, build);
    await note(work, build, contents);
    if (other !== undefined && (await standAlike(work, build, other)))
      mustBeAlike(build, contents, await contentsOf(work, other));
  }
  return true;
};

const mustBeAlike = ({ model: { name } }: EnteredBuild, built: Contents, shown: Contents): void => {
  if (built.rows !== shown.rows)
    throw new Failed(`${name} has ${built.rows} rows where ${shown.rows} are shown.`);
  if (built.checksum !== shown.checksum)
    throw new Failed(`${name} has as many rows as are shown, but not the same.`);
};

const note = ({ world }: Work, { model, build }: EnteredBuild, { rows, checksum }: Contents) =>
  world.client.query(
    'update engine.builds set rows = $4, checksum = $5 where model = $1 and version = $2 and build = $3',
    [model.name, model.version, build, rows, checksum],
  );

const atOnePosition = async ({ world }: Work, one: EnteredBuild, other: EnteredBuild): Promise<boolean> => {
  const { rows } = await world.client.query<{ alike: boolean }>(
    `select array_agg(position order by partition) filter (where build = $3)
       = array_agg(position order by partition) filter (where build = $4) as alike
     from engine.checkpoints where model = $1 and version = $2 and build in ($3, $4)`,
    [one.model.name, one.model.version, one.build, other.build],
  );
  return rows[0]?.alike === true;
};

/** Whether the same keys stand still in both, before the same events. */
const standAlike = async ({ world }: Work, one: EnteredBuild, other: EnteredBuild): Promise<boolean> => {
  const { rows } = await world.client.query<{ alike: boolean }>(
    `select array_agg((key, position) order by key) filter (where build = $3)
       is not distinct from array_agg((key, position) order by key) filter (where build = $4) as alike
     from engine.parked where model = $1 and version = $2 and build in ($3, $4)`,
    [one.model.name, one.model.version, one.build, other.build],
  );
  return rows[0]?.alike === true;
};

const contentsOf = async ({ world }: Work, build: EnteredBuild): Promise<Contents> => {
  const { rows } = await world.client.query<Contents>(
    `select count(*) as rows, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as checksum
     from ${world.schema}.${tableOf(build)} t ${counting(build.model)}`,
  );
  const [contents] = rows;
  if (contents === undefined) throw new Error('a count has one row');
  return contents;
};

/** A counter that came back to nothing is no difference to one that was never begun. */
const counting = (model: ReadModel): string =>
  model.shape === 'summary'
    ? `where ${counters(model)
        .map((column) => `${snake(column)} <> 0`)
        .join(' or ')}`
    : '';
