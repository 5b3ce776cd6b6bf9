import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore } from '@crm/event-store';
import type { ReadModel } from '@crm/read-models';
import type { Pool, PoolClient } from 'pg';
import { mustBeOurs } from '../../log-is-ours.ts';
import type { Source } from '../../sources/source.ts';
import { storeSource } from '../../sources/store-source.ts';
import { Superseded } from '../books/checkpoints.ts';
import { enterMissing } from '../books/enter-missing.ts';
import { onConnection } from '../database/connection.ts';
import type { Applied, World } from '../folding/apply.ts';
import type { Poison } from '../folding/fold-batch.ts';
import type { Running } from '../folding/running.ts';
import { leave, type Replica, settle } from '../sharing/replica.ts';
import type { Share } from '../sharing/sharing.ts';
import { watch } from '../sharing/watch.ts';
import { lead } from './lead.ts';
import { createRate } from './rate.ts';

/** What the engine needs, and whom it tells. */
export interface Following {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly models: readonly ReadModel[];
  /** Into how many partitions replicas divide the work among them. Default 1: one of them does it. */
  readonly partitions?: number;
  /** Where events come from. Default: the store. */
  readonly source?: Source;
  /** Told of its share whenever that may have changed. */
  readonly onShare?: (share: Share) => void;
  /** Told where everything stands that this process works on from here on, and after every batch what it did. */
  readonly onLead?: (running: readonly Running[], share: Share) => void;
  readonly onApplied?: (applied: readonly Applied[], events: number) => void;
  /** Told that another process has taken over what this one held: its writes were refused. */
  readonly onSuperseded?: () => void;
  /** Told of an event whose key was parked. The error may quote what is personal: it is not for logs. */
  readonly onPoison: (model: ReadModel, poison: Poison) => void;
  /** Told of faults that the engine overcomes by trying again. */
  readonly onFault: (fault: unknown) => void;
}

/** The longest pause between attempts, in milliseconds. */
const longestPause = 5_000;
/** How often a replica begins anew at once though it moved nothing: more often is a fault. */
const mostSuperseded = 3;
const schema = 'live';

/**
 * Follows the log until the signal aborts: exactly once, whatever is killed and restarted. Replicas share the partitions
 * among them; what one held that ends or stands still, the others take over.
 */
export const follow = async (engine: Following, signal: AbortSignal): Promise<void> => {
  const { pool, source, partitions = 1 } = engine;
  const replica: Replica = { id: randomUUID(), wishes: partitions, brings: source?.brings };
  let isEntered = false;
  for (let failures = 0; !signal.aborted; ) {
    try {
      await onConnection(pool, (leases, leasesLost) =>
        onConnection(pool, async (client, lost) => {
          const held = AbortSignal.any([signal, leasesLost, lost]);
          const onLead: Following['onLead'] = (...led) => {
            failures = 0;
            engine.onLead?.(...led);
          };
          const world: World = { client, schema, store: engine.store };
          // Once a process: a new version whose building failed or was cancelled is tried again by the next one.
          if (!isEntered) await enterMissing(world, engine.models);
          isEntered = true;
          await takePart({ ...engine, onLead }, replica, { leases, world }, held);
          // Whoever called tries anew.
          if (!signal.aborted) held.throwIfAborted();
        }),
      );
    } catch (error) {
      if (signal.aborted) return;
      engine.onFault(error);
      const pause = Math.min(100 * 2 ** failures++, longestPause) * (0.5 + Math.random() / 2);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }
};

/** One shows the replica alive and settles its share; that of the world writes. */
interface Connections {
  readonly leases: PoolClient;
  readonly world: World;
}

/** Works on whatever the replica's share is, until the signal aborts. */
const takePart = async (
  engine: Following,
  replica: Replica,
  { leases, world }: Connections,
  signal: AbortSignal,
): Promise<void> => {
  const { store, source = storeSource(store) } = engine;
  const rate = createRate();
  let superseded = 0;
  const onApplied: Following['onApplied'] = (applied, events) => {
    superseded = 0;
    rate.count(events);
    engine.onApplied?.(applied, events);
  };
  const leading = { engine: { ...engine, onApplied }, world, source, holder: replica.id };
  while (!signal.aborted) {
    await mustBeOurs(world.client, store);
    const share = await settle(leases, replica);
    engine.onShare?.(share);
    const ending = new AbortController();
    const ended = AbortSignal.any([signal, ending.signal]);
    const watching = watch(leases, replica, share, rate.perSecond, ended).finally(() => ending.abort());
    // Judged where it is awaited, which may be after it failed.
    watching.catch(() => undefined);
    try {
      await lead(leading, share, ended);
    } catch (error) {
      if (!(error instanceof Superseded) || ++superseded > mostSuperseded) throw error;
      engine.onSuperseded?.();
    } finally {
      ending.abort();
    }
    await watching;
  }
  await leave(leases, replica);
};
