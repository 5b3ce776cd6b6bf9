import type { ClientBase } from 'pg';
import { Superseded } from '../engine/checkpoints.ts';

/** How far a reactor has come (0: before the first event), and the fence of whoever moves it. */
export interface Progress {
  readonly fence: bigint;
  readonly position: bigint;
}

/** Takes over where a reactor stood: every earlier holder's writes now fail. */
export const takeOver = async (client: ClientBase, name: string): Promise<Progress> => {
  const { rows } = await client.query<Progress>(
    `insert into engine.reactors (name, fence) values ($1, 1)
     on conflict (name) do update set fence = reactors.fence + 1
     returning fence, position`,
    [name],
  );
  const [progress] = rows;
  if (progress === undefined) throw new Error(`the reactor ${name} has no row of its progress`);
  return progress;
};

/** Moves on, if the reactor still stands where the caller left it. @throws Superseded */
export const moveOn = async (
  client: ClientBase,
  name: string,
  { fence, position }: Progress,
  to: bigint,
): Promise<Progress> => {
  const { rowCount } = await client.query({
    name: 'move reactor',
    text: 'update engine.reactors set position = $4 where name = $1 and fence = $2 and position = $3',
    values: [name, fence, position, to],
  });
  if (rowCount !== 1) throw new Superseded(`another process has taken over the reactor ${name}`);
  return { fence, position: to };
};
