import { foldEvent, type Row, type RowModel } from '@crm/read-models';
import type { Build, EnteredBuild } from '../books/builds.ts';
import { parkedKeys } from '../books/parked.ts';
import { loadRows, writeRows } from '../database/tables.ts';
import type { World } from '../folding/apply.ts';
import { byKey, foldRows, type Poison } from '../folding/fold-batch.ts';
import { foldSummary } from '../folding/fold-summary.ts';
import type { Still, Unpark } from './unpark.ts';

/** Brings a row that stands still to where the others are, and what is counted over it; tells where it stops again. */
export const unparkRow = async (
  world: World,
  build: Build,
  model: RowModel,
  builds: readonly EnteredBuild[],
  { key, at, events }: Still,
  how: Unpark,
): Promise<Poison | null> => {
  const histories = new Map([[events[0]?.stream ?? '', events.map(foldEvent)]]);
  const fold = (row: Row | null, some: typeof events) => {
    const keyed = byKey(model, some).get(key);
    const rows = new Map(row === null ? [] : [[key, row]]);
    const { changes, poisons } = foldRows(model, new Map(keyed && [[key, keyed]]), rows, histories);
    return { row: changes[0]?.after ?? row, stopped: poisons[0] ?? null };
  };
  const own = byKey(model, events).get(key)?.key;
  const stored = own === undefined ? undefined : (await loadRows(world, build, [own])).get(key);
  // Of an erased person the row was deleted: it is folded from the first event, with nothing personal left in them.
  const before =
    stored ??
    fold(
      null,
      events.filter(({ position }) => position < at.position),
    ).row;
  const { row: after, stopped } = fold(
    before,
    events.filter(({ position }) => (how === 'skip' ? position > at.position : position >= at.position)),
  );
  if (after === null || (after === before && stored)) return stopped;
  await writeRows(world, build, [after]);
  const changes = [{ key, before, after }];
  for (const summed of builds) {
    const { model: summary, rebuild } = summed;
    if (summary.shape !== 'summary' || summary.over !== model.name || rebuild !== build.rebuild) continue;
    if ((await parkedKeys(world.client, summed)).has(key)) continue;
    await writeRows(world, summed, foldSummary(summary, changes));
  }
  return stopped;
};
