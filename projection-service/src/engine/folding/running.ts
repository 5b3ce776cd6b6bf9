import { partitionOf, type RecordedEvent } from '@crm/contracts';
import { latest } from '@crm/event-store';
import type { ClientBase } from 'pg';
import type { EnteredBuild } from '../books/builds.ts';
import { type Checkpoints, takeOver } from '../books/checkpoints.ts';
import { parkedKeys } from '../books/parked.ts';

/** A build at work: where it stands in the partitions at hand, and which of its keys stand still. */
export interface Running {
  readonly build: EnteredBuild;
  readonly checkpoints: Checkpoints;
  /** In how many partitions its streams are divided. */
  readonly partitions: number;
  readonly parked: ReadonlySet<string>;
}

/** Takes over builds, in all of as many partitions or in those that are held, and looks up their parked keys. */
export const takeUp = async (
  client: ClientBase,
  builds: readonly EnteredBuild[],
  partitions: number,
  holder: string | null,
  held?: Iterable<number>,
): Promise<readonly Running[]> => {
  const taken = await takeOver(client, builds, holder, held);
  const running: Running[] = [];
  for (const [nth, build] of builds.entries())
    running.push({
      build,
      checkpoints: taken[nth] ?? new Map(),
      partitions,
      parked: await parkedKeys(client, build),
    });
  return running;
};

/** What of some events a build has not applied yet, in the partitions at hand. */
export const newTo = (
  { checkpoints, partitions }: Running,
  events: readonly RecordedEvent[],
): readonly RecordedEvent[] => {
  const furthest = latest([...checkpoints.values()].map(({ position }) => position));
  // As good as always: those that arrive are of the partitions at hand, and all builds stand at one position.
  if (events.every(({ position }) => position > furthest)) return events;
  return events.filter(({ stream, position }) => {
    const checkpoint = checkpoints.get(partitionOf(stream, partitions));
    return checkpoint !== undefined && position > checkpoint.position;
  });
};
