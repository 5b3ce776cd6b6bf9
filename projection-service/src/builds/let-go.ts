import { changePlan } from '../engine/books/builds.ts';
import type { Place } from '../engine/database/tables.ts';
import { dropUnshown } from './drop-builds.ts';
import type { RebuildLine } from './rebuild-line.ts';

/** Lets go of what an order that has ended worked on, in the caller's transaction: what was kept is kept again. */
export const letGo = async (place: Place, { kind, models }: RebuildLine): Promise<void> => {
  if (kind === 'deploy' || kind === 'rebuild') return dropUnshown(place, models);
  const { client } = place;
  await client.query(
    `with kept as (
       update engine.builds set state = 'kept'
       where model = any($1) and state in ('building', 'joining', 'following')
       returning model, version, build
     )
     update engine.checkpoints c set fence = c.fence + 1, holder = null
     from kept k where (c.model, c.version, c.build) = (k.model, k.version, k.build)`,
    [models],
  );
  await changePlan(client);
};
