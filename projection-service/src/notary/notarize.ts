import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore } from '@crm/event-store';
import type { Signer } from '@crm/proofs';
import type { Pool } from 'pg';
import { type Leadership, leading } from '../engine/sharing/leader.ts';
import { noteBatch } from './note-batch.ts';
import { type Progress, takeOver } from './progress.ts';
import { lastSigned, sign } from './signing.ts';
import { nextBehind } from './still-stands.ts';

/** What the notary needs, and whom it tells. */
export interface Notary {
  readonly pool: Pool;
  /** The log as it is stored: sealed events are noted sealed. */
  readonly log: EventStore;
  readonly signer: Signer;
  /** Told how many events were noted. */
  readonly onNoted?: (events: number) => void;
  /** Told of faults that the notary overcomes by trying again. */
  readonly onFault: (fault: unknown) => void;
}

/** Its own lead: it may lie with another process than that of the read models. */
const notaryLock = 0x6e6f7461;
/** Events a page: hashing one holds up whatever else the process does for 3 ms. */
const pageSize = 500;
/** Milliseconds between looks at the log, and between two checkpoints at least. */
const pause = 250;
const interval = 1_000;
/** The longest pause between attempts, in milliseconds. */
const longestPause = 5_000;

/**
 * Notes every event in the tree, in the log's order and exactly once, and signs the tree about once a second while it
 * grows, until the signal aborts. It looks for events instead of being woken by them, and rests after every page as long
 * as that took: a command never waits for its proof.
 */
export const notarize = async (notary: Notary, signal: AbortSignal): Promise<void> => {
  for (let failures = 0; !signal.aborted; ) {
    try {
      const work = (leadership: Leadership) =>
        lead(notary, leadership, () => {
          failures = 0;
        });
      await leading(notary.pool, signal, work, notaryLock);
    } catch (error) {
      if (signal.aborted) return;
      notary.onFault(error);
      const wait = Math.min(100 * 2 ** failures++, longestPause) * (0.5 + Math.random() / 2);
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }
};

const lead = async (
  { log, signer, onNoted }: Notary,
  { client, signal }: Leadership,
  onProgress: () => void,
): Promise<void> => {
  let noted: Progress = await takeOver(client);
  let signed = await lastSigned(client, signer);
  let signedAt = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    const begunAt = performance.now();
    const batch = await nextBehind(log, noted.last, pageSize);
    if (batch.length > 0) noted = await noteBatch(client, noted, batch);
    onNoted?.(batch.length);
    if (noted.frontier.size !== signed && performance.now() - signedAt >= interval) {
      await sign(client, noted, signer, new Date());
      signed = noted.frontier.size;
      signedAt = performance.now();
    }
    onProgress();
    const rest = batch.length < pageSize ? pause : performance.now() - begunAt;
    await sleep(rest, undefined, { signal }).catch(() => undefined);
  }
};
