import { setMaxListeners } from 'node:events';
import { Invalid } from '@crm/contracts';
import type { Pool } from 'pg';
import { LogRestored } from '../log-restored.ts';
import type { LiveChanges } from './live-changes.ts';

/** How far an answer has come, and whether it could keep what the caller's token asked for. */
export interface Served {
  /** Everything up to this position is in the answer; more may be. */
  readonly position: bigint;
  readonly consistency: 'current' | 'waited' | 'gave-up';
}

/** Waits until the models (at least one) have reached the caller's position, at most two seconds. */
export type Consistency = (reads: readonly string[], token: string | undefined) => Promise<Served>;

/** Milliseconds: the longest wait, and how often the checkpoints are read while nothing is announced. */
const patience = 2_000;
const poll = 100;

/**
 * Read your own writes. A question without a token costs no round trip: it tells the positions that were last read.
 * @throws Invalid for a token that none of our answers holds, LogRestored while read models and log do not belong together
 */
export const consistencyOf = (pool: Pool, changes: LiveChanges): Consistency => {
  let known: ReadonlyMap<string, bigint> | undefined;
  // Announcements are counted: what was read before the last one may be out of date.
  let heard = 0;
  let knownAt = -1;
  let reading: Promise<void> | undefined;
  const news = new EventTarget();
  // As many questions wait as there are: that is no leak to be warned of.
  setMaxListeners(0, news);
  changes.onChange(() => {
    heard++;
    news.dispatchEvent(new Event('change'));
  });
  const read = (): Promise<void> => {
    const at = heard;
    reading ??= Promise.all([modelPositions(pool), mustBelongTogether(pool)])
      .then(([read]) => {
        known = read;
        knownAt = at;
      })
      .catch((error: unknown) => {
        if (error instanceof LogRestored) known = undefined;
        throw error;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };
  const reached = (reads: readonly string[]): bigint =>
    reads.map((model) => known?.get(model) ?? 0n).reduce((a, b) => (a < b ? a : b));

  const wait = async (reads: readonly string[], position: bigint): Promise<Served> => {
    const until = performance.now() + patience;
    for (let looks = 0; ; looks++) {
      const next = nextChange(news);
      await read();
      const served = reached(reads);
      if (served >= position) return { position: served, consistency: looks === 0 ? 'current' : 'waited' };
      if (performance.now() >= until) return { position: served, consistency: 'gave-up' };
      if (knownAt === heard) await next;
    }
  };

  return async (reads, token) => {
    const position = token === undefined ? 0n : positionIn(token);
    if (known === undefined) await read();
    else if (knownAt !== heard) void read().catch(() => undefined);
    const served = reached(reads);
    return served >= position ? { position: served, consistency: 'current' } : wait(reads, position);
  };
};

/** Resolves with the next announcement, or when it is time to look anyway. */
const nextChange = (news: EventTarget): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      news.removeEventListener('change', done);
      resolve();
    };
    const timer = setTimeout(done, poll);
    news.addEventListener('change', done);
  });

/** Where each read model stands: the build of it that answers read, whichever partition has come least far. */
export const modelPositions = async (pool: Pool): Promise<ReadonlyMap<string, bigint>> => {
  const { rows } = await pool.query<{ model: string; position: bigint }>({
    name: 'checkpoints',
    text: `
      select model, min(position) as position
      from engine.checkpoints join engine.builds using (model, version, build)
      where state = 'shown'
      group by model`,
  });
  return new Map(rows.map(({ model, position }) => [model, position]));
};

/** @throws LogRestored where whoever follows the log has found it to be another */
const mustBelongTogether = async (pool: Pool): Promise<void> => {
  const { rows } = await pool.query<{ reason: string }>({
    name: 'log restored',
    text: 'select reason from engine.log_restored',
  });
  if (rows[0] !== undefined) throw new LogRestored(rows[0].reason);
};

/** The position that a token stands for. @throws Invalid */
export const positionIn = (token: string): bigint => {
  if (/^\d{1,19}$/.test(token)) return BigInt(token);
  throw new Invalid(
    [{ path: 'Consistency-Token', message: 'must be a token as answered, such as "1042"' }],
    'invalid-header',
  );
};
