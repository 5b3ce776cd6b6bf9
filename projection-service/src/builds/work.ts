import type { EventStore } from '@crm/event-store';
import type { ReadModel } from '@crm/read-models';
import type { Pool } from 'pg';
import { buildsOf, type EnteredBuild } from '../engine/books/builds.ts';
import { groupsOf } from '../engine/books/groups.ts';
import type { World } from '../engine/folding/apply.ts';
import type { SealedLog } from './filling/fill.ts';
import type { Pace } from './filling/pace.ts';
import type { RebuildLine } from './rebuild-line.ts';

/** What builds are made with, and who is told. */
export interface Builder {
  readonly pool: Pool;
  readonly store: EventStore;
  /** The same log as it is stored. */
  readonly sealed: SealedLog;
  readonly models: readonly ReadModel[];
  /** Threads that fold, where the models are those of the code. Default: none. */
  readonly threads?: number;
  /** Where what is read is spilled to. Default: the system's folder for such files. */
  readonly folder?: string | undefined;
  /** Told of what ends with an order. */
  readonly onEnd?: (line: RebuildLine, end: 'done' | 'cancelled' | 'failed') => void;
  /** Told of faults that are overcome by trying again. */
  readonly onFault: (fault: unknown) => void;
}

/** One order being carried out, on the connection that holds the lead. */
export interface Work {
  readonly builder: Builder;
  readonly world: World;
  readonly line: RebuildLine;
  readonly pace: Pace;
}

/** It cannot be carried out; the sentence is for people. */
export class Failed extends Error {
  override name = 'Failed';
}

/** The models that an order is about, what is counted behind its rows. */
export const modelsOf = ({ builder: { models }, line }: Work): readonly ReadModel[] =>
  groupsOf(models)
    .flat()
    .filter(({ name }) => line.models.includes(name));

/** The builds that an order works on: of its models there are no others between being made and being shown. */
export const buildsUnderWay = async (work: Work): Promise<readonly EnteredBuild[]> => {
  const models = modelsOf(work);
  const builds = await buildsOf(work.world.client, models);
  return builds.filter(({ state }) => state === 'building' || state === 'joining' || state === 'following');
};

/** Into how many partitions the streams are divided now. */
export const partitionsNow = async ({ world: { client } }: Work): Promise<number> => {
  const { rows } = await client.query<{ partitions: number }>('select partitions from engine.plan');
  return rows[0]?.partitions ?? 1;
};
