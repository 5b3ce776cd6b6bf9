import type { ReadModel } from '@crm/read-models';
import type { ClientBase } from 'pg';
import type { Build } from '../engine/books/builds.ts';
import type { Group } from '../engine/books/groups.ts';

/** Which kept build is shown again: the one before the shown one, or the newer one after that was done. */
export type Direction = 'rollback' | 'switch';

/** The builds of a group that would be shown again, made together, of whatever version; none: an empty list. */
export const keptBuilds = async (
  client: ClientBase,
  group: Group,
  direction: Direction,
): Promise<readonly Build[]> => {
  const { rows } = await client.query<{ model: string; version: number; build: number; rebuild: string }>(
    `select b.model, b.version, b.build, b.rebuild
     from unnest($1::text[]) with ordinality as asked (model, nth)
     join engine.builds b using (model)
     where b.state = 'kept' and b.rebuild = (
       select kept.rebuild
       from engine.builds kept
       join engine.builds shown on shown.model = kept.model and shown.state = 'shown'
       where kept.model = $2 and kept.state = 'kept'
         and case $3 when 'rollback' then (kept.version, kept.build) < (shown.version, shown.build)
           else (kept.version, kept.build) > (shown.version, shown.build) end
       order by kept.shown_at desc
       limit 1
     )
     order by nth`,
    [group.map(({ name }) => name), group[0]?.name, direction],
  );
  return rows.flatMap(({ model: name, version, ...build }) =>
    group
      .filter((model) => model.name === name)
      .map((model) => ({ model: ofVersion(model, version), ...build })),
  );
};

/** Of another version than the code's only the name of the table is known: it is shown, and never folded. */
const ofVersion = (model: ReadModel, version: number): ReadModel =>
  model.version === version ? model : { ...model, version };
