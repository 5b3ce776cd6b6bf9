import { z } from 'zod';
import { many, one, question } from './define.ts';
import { operation } from './operation.ts';
import { Instant } from './primitives.ts';
import type { Permission } from './rights.ts';

/** What it takes to ask about the whole workspace as of a moment: the history of everybody. */
export const travels = 'history.read' satisfies Permission;

export const WorldState = z.enum(['waiting', 'building', 'ready', 'failed']);
export type WorldState = z.infer<typeof WorldState>;

/** A world: the whole workspace as it stood at a position of the log. Questions with `asOf` are answered from it. */
export const World = z.object({
  position: z.string(),
  /** The moment that it was first asked for. Others may lie at the same position: they share the world. */
  asOf: z.string(),
  state: WorldState,
  /** Events folded so far, and how many there are. Null: not counted. */
  done: z.int(),
  total: z.int().nullable(),
  /** What it takes on the disk. Null: not ready. */
  bytes: z.int().nullable(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  /** When a question was last answered from it, to the minute. */
  usedAt: z.string().nullable(),
  /** Why it failed. */
  fault: z.string().nullable(),
});
export type World = z.infer<typeof World>;

/** Whoever erases somebody finds the worlds that held them gone: erasures are followed with the customers. */
const read = { needs: travels, ownedBy: undefined, reads: ['customer'], past: 'none' } as const;

export const timeMachineQuestions = {
  worlds: question(
    'GET /time-machine',
    'The worlds that there are, latest moment first',
    read,
    {},
    many(World),
  ),
  world: question('GET /time-machine/:position', 'One world, and how far it has come', read, {}, one(World)),
};

export const timeMachineOperations = {
  buildWorld: operation(
    'POST /time-machine',
    'Build the workspace as of a moment; where it is built or being built already, nothing more than that',
    { needs: travels, refuses: ['worlds-under-way'] },
    { asOf: Instant },
    World,
  ),
  dropWorld: operation(
    'DELETE /time-machine/:position',
    'Drop a world, or cancel its building',
    { needs: travels },
    {},
    null,
  ),
};
