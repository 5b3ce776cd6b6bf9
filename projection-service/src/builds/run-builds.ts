import { setTimeout as sleep } from 'node:timers/promises';
import { inTransaction, isRefusedValue } from '../engine/database/transaction.ts';
import { type Leadership, leading } from '../engine/sharing/leader.ts';
import { begin } from './begin.ts';
import { catchUp, waitForFollowers } from './catch-up.ts';
import { fillUp, indexAll } from './fill-up.ts';
import { busyPace } from './filling/busy-pace.ts';
import { letGo } from './let-go.ts';
import { Cancelled, giveUp, mustGoOn, nextLine, type OpenState, type RebuildLine } from './rebuild-line.ts';
import { compareAndShow } from './switch.ts';
import { type Builder, Failed, type Work } from './work.ts';

/** Its own lead: builds are made by one process, whoever follows the log. */
const buildLock = 0x6275696c64;
/** Milliseconds between looks at what was ordered. */
const pause = 250;
/** The longest pause between attempts, in milliseconds. */
const longestPause = 5_000;
const schema = 'live';

/** What each state leaves to do, and the state after it: a crash goes on where it stood. */
const steps: Readonly<Record<OpenState, (work: Work) => Promise<OpenState | 'done'>>> = {
  waiting: begin,
  filling: fillUp,
  indexing: indexAll,
  'catching-up': catchUp,
  joining: waitForFollowers,
  comparing: compareAndShow,
};

/** Carries out what is ordered, one after another, until the signal aborts. */
export const runBuilds = async (builder: Builder, signal: AbortSignal): Promise<void> => {
  for (let failures = 0; !signal.aborted; ) {
    const lead = async (leadership: Leadership): Promise<void> => {
      while (!leadership.signal.aborted) {
        const line = await nextLine(leadership.client);
        if (line === undefined) await sleep(pause, undefined, { signal }).catch(() => undefined);
        else await goOn(builder, leadership, line);
        failures = 0;
      }
    };
    try {
      await leading(builder.pool, signal, lead, buildLock);
    } catch (error) {
      if (signal.aborted) return;
      builder.onFault(error);
      const wait = Math.min(100 * 2 ** failures++, longestPause) * (0.5 + Math.random() / 2);
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }
};

/** Does what is next for an order. */
const goOn = async (builder: Builder, { client, signal }: Leadership, line: RebuildLine): Promise<void> => {
  const { pool, sealed, store } = builder;
  const pace = busyPace(sealed.log, async () => {
    signal.throwIfAborted();
    await mustGoOn(pool, line);
  });
  const world = { client, schema, store };
  const work = { builder, world, line, pace };
  try {
    if ((await steps[line.state](work)) === 'done') builder.onEnd?.(line, 'done');
  } catch (error) {
    const end = endOf(error);
    if (signal.aborted || end === null) throw error;
    await inTransaction(client, async () => {
      await letGo(world, line);
      await giveUp(client, line, end, end === 'failed' ? sentenceOf(error) : null);
    });
    builder.onEnd?.(line, end);
  }
};

/** How an order ends with what was thrown; null: it is tried again. */
const endOf = (error: unknown): 'cancelled' | 'failed' | null => {
  if (error instanceof Cancelled) return 'cancelled';
  return error instanceof Failed || isRefusedValue(error) ? 'failed' : null;
};

/** What Postgres says may quote what is personal. */
const sentenceOf = (error: unknown): string =>
  error instanceof Failed ? error.message : 'Postgres refuses a value that the fold gives.';
