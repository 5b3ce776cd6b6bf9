import type { ClientBase } from 'pg';
import { columnsOf } from '../books/builds.ts';
import type { Running } from '../folding/running.ts';

/**
 * Lets builds that were to join follow, once replicas hold them in every partition; gives all as they are then. Until the
 * last replica has brought its own to where the others stand, their positions may differ.
 */
export const joined = async (client: ClientBase, front: readonly Running[]): Promise<readonly Running[]> => {
  const joining = front.filter(({ build }) => build.state === 'joining');
  if (joining.length === 0) return front;
  const { rows } = await client.query<{ nth: bigint }>(
    `update engine.builds b set state = 'following'
     from unnest($1::text[], $2::integer[], $3::integer[]) with ordinality as asked (model, version, build, nth)
     where b.model = asked.model and b.version = asked.version and b.build = asked.build and b.state = 'joining'
       and not exists (
         select from engine.checkpoints c
         where c.model = b.model and c.version = b.version and c.build = b.build and c.holder is null
       )
     returning nth`,
    columnsOf(joining.map(({ build }) => build)),
  );
  const now = new Set(rows.map(({ nth }) => joining[Number(nth) - 1]));
  return front.map((one) =>
    now.has(one) ? { ...one, build: { ...one.build, state: 'following' as const } } : one,
  );
};
