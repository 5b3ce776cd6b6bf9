import { Refusal } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import type { Pool } from 'pg';
import { positionAsOf } from './position-as-of.ts';

/** The past, as questions are answered from it. */
export interface Worlds {
  /** Where the log stood at a moment; 0: before its first event. */
  readonly positionAsOf: (moment: string) => Promise<bigint>;
  /** Answers from the workspace as it stood at a position. @throws Refusal where that is not built */
  readonly within: <Result>(at: Point, answer: (pool: Pool) => Promise<Result>) => Promise<Result>;
  readonly close: () => Promise<void>;
}

/** A moment, and where in the log it lies. */
interface Point {
  readonly asOf: string;
  readonly position: bigint;
}

/** What worlds are found with. */
interface Sources {
  readonly pool: Pool;
  /** As it is stored: finding a moment takes no personal data. */
  readonly log: Pick<EventStore, 'readAll'>;
  /** Connections whose unqualified names are looked up in a world's schema. */
  readonly open: (searchPath: string) => Pool;
}

/** The worlds that the projections have built, each with connections of its own. */
export const worldsIn = ({ pool, log, open }: Sources): Worlds => {
  const opened = new Map<string, Pool>();

  const poolOf = (schema: string): Pool => {
    const known = opened.get(schema);
    if (known !== undefined) return known;
    const made = open(`${schema},public`);
    opened.set(schema, made);
    return made;
  };
  const close = async (schemas: readonly string[]): Promise<void> => {
    const closing = schemas.flatMap((schema) => opened.get(schema) ?? []);
    for (const schema of schemas) opened.delete(schema);
    await Promise.all(closing.map((each) => each.end()));
  };
  const find = async ({ position }: Point): Promise<Found | undefined> => {
    const { rows } = await pool.query<Found>({ name: 'worlds', text: select });
    const there = new Set(rows.map(({ schema }) => schema));
    const gone = [...opened.keys()].filter((schema) => !there.has(schema));
    // Not waited for: what is still being answered there may take its time.
    if (gone.length > 0) void close(gone);
    return rows.find((row) => row.position === position);
  };

  return {
    positionAsOf: async (moment) => (await positionAsOf(pool, log, moment)).position,
    within: async (at, answer) => {
      const world = await find(at);
      if (world?.state !== 'ready') throw notBuilt(at, world);
      if (world.unnoticed) await pool.query({ name: 'use world', text: use, values: [world.position] });
      try {
        return await answer(poolOf(world.schema));
      } catch (error) {
        if (isGone(error)) throw notBuilt(at, undefined);
        throw error;
      }
    },
    close: () => close([...opened.keys()]),
  };
};

interface Found {
  readonly position: bigint;
  readonly schema: string;
  readonly state: string;
  /** Whether it is to be noted that it is in use: once a minute is enough. */
  readonly unnoticed: boolean;
}

const select = `
  select position, schema, state, coalesce(used_at < now() - interval '1 minute', true) as unnoticed
  from engine.worlds`;

const use = `update engine.worlds set used_at = now() where position = $1 and state = 'ready'`;

const notBuilt = ({ asOf, position }: Point, world: Found | undefined): Refusal => {
  const facts = { asOf, position: String(position), state: world?.state ?? null };
  const isComing = world?.state === 'waiting' || world?.state === 'building';
  return isComing
    ? new Refusal('world-missing', 'The workspace as of this moment is still being built.', facts)
    : new Refusal(
        'world-missing',
        'The workspace as of this moment is not built. POST /api/time-machine {asOf} builds it; ask again when its state is `ready`.',
        facts,
      );
};

/** Postgres: no such table, no such schema. The world was dropped after it was found. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '42P01' || error.code === '3F000');
