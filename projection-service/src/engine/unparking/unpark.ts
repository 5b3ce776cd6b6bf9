import { Missing, partitionOf, type RecordedEvent, Refusal } from '@crm/contracts';
import { foldEvent, type LogModel, type ReadModel } from '@crm/read-models';
import { type Build, type BuildState, buildsOf, changePlan, type EnteredBuild } from '../books/builds.ts';
import { forget, type ParkedAt, parkedAt, parkOn } from '../books/parked.ts';
import { announce } from '../database/announce.ts';
import { writeRows } from '../database/tables.ts';
import { inTransaction, isRefusedValue } from '../database/transaction.ts';
import type { World } from '../folding/apply.ts';
import { clearPersonal, erasedIn } from '../folding/clear-personal.ts';
import type { Poison } from '../folding/fold-batch.ts';
import { unparkRow } from './unpark-row.ts';

/** `retry`: the event is folded again. `skip`: it is left out. Either way the key goes on behind it. */
export type Unpark = 'retry' | 'skip';

/** A key of a build, the event before which it stands still, and all events of its stream that the build has seen. */
export interface Still {
  readonly key: string;
  readonly at: ParkedAt;
  readonly events: readonly RecordedEvent[];
}

const followed: readonly BuildState[] = ['shown', 'following', 'joining'];

/**
 * Lets a key of a model go on that stands still, in every build that is followed: its row and what is counted over it are
 * brought to where the others stand, in one transaction. Where a later event cannot be folded, it stands still before that.
 * @throws Missing `parked-key-not-found`, Refusal `still-poisonous`, `summary-key`
 */
export const unpark = async (
  world: World,
  models: readonly ReadModel[],
  model: ReadModel,
  key: string,
  how: Unpark,
): Promise<void> => {
  if (model.shape === 'summary') throw summaryKey();
  try {
    await inTransaction(world.client, async () => {
      const builds = (await buildsOf(world.client, models)).filter(({ state }) => followed.includes(state));
      const own = builds.filter((build) => build.model === model);
      let found = 0;
      for (const build of own) found += await unparkIn(world, build, builds, key, how);
      if (found === 0) throw new Missing('parked key');
      await changePlan(world.client);
    });
  } catch (error) {
    throw isRefusedValue(error) ? stillPoisonous() : error;
  }
};

const unparkIn = async (
  world: World,
  build: EnteredBuild,
  builds: readonly EnteredBuild[],
  key: string,
  how: Unpark,
): Promise<0 | 1> => {
  const { client, store } = world;
  const { model } = build;
  const at = await parkedAt(client, build, key);
  if (at === null) return 0;
  const stream = at.stream ?? (await store.eventAt(at.position))?.stream ?? '';
  const { partition, position } = await fence(client, build, stream);
  const read = (await store.readStreams([{ stream }])).get(stream) ?? [];
  const still: Still = { key, at, events: read.filter((event) => event.position <= position) };
  const stopped =
    model.shape === 'row'
      ? await unparkRow(world, build, model, builds, still, how)
      : model.shape === 'log' && how === 'retry' && (await unparkLog(world, build, model, still));
  if (stopped && how === 'retry' && stopped.event.position === at.position) throw stillPoisonous();
  if (stopped) await parkOn(client, build, stopped);
  else await forget(client, build, key);
  const erased = erasedIn(still.events);
  if (erased.length > 0) await clearPersonal(world, build, erased, new Set());
  const reached = new Map([[partition, position]]);
  await announce(client, [{ build, changed: [keyOf(model, key)] }], { events: [], reached });
  return 1;
};

const unparkLog = async (
  world: World,
  build: Build,
  model: LogModel,
  { key, at, events }: Still,
): Promise<Poison | null> => {
  const event = events.find(({ position }) => position === at.position);
  if (event === undefined) return null;
  try {
    const row = model.rowOf(foldEvent(event));
    await writeRows(world, build, row === null ? [] : [row]);
    return null;
  } catch (error) {
    if (isRefusedValue(error)) throw error;
    return { key, event, error };
  }
};

/**
 * Takes a build's checkpoint away from whoever moves it in a stream's partition: he looks at parked keys anew. One row
 * of the group is enough, as nobody moves the others without it.
 */
const fence = async (
  client: World['client'],
  { model: { name, version }, build }: Build,
  stream: string,
): Promise<{ readonly partition: number; readonly position: bigint }> => {
  const of = 'model = $1 and version = $2 and build = $3';
  const { rows: all } = await client.query<{ partitions: number }>(
    `select count(*)::integer as partitions from engine.checkpoints where ${of}`,
    [name, version, build],
  );
  const partition = partitionOf(stream, all[0]?.partitions ?? 1);
  const { rows } = await client.query<{ position: bigint }>(
    `update engine.checkpoints set fence = fence + 1 where ${of} and partition = $4 returning position`,
    [name, version, build, partition],
  );
  return { partition, position: rows[0]?.position ?? 0n };
};

const keyOf = (model: ReadModel, key: string) =>
  Object.fromEntries(model.key.map((column, nth) => [column, JSON.parse(key)[nth]]));

const stillPoisonous = (): Refusal =>
  new Refusal('still-poisonous', 'The event still cannot be folded: the key stands still as before.');
const summaryKey = (): Refusal =>
  new Refusal('summary-key', 'What is counted over rows is not folded by key: rebuild the read model.');
