import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { z } from 'zod';
import type { Asked } from './ask.ts';
import { messagesOf } from './event-stream.ts';
import { request } from './request.ts';
import { useMoment } from './travel.ts';

/** What `/api/changes` says: rows of read models that changed, each by its key, or `many` of a model. */
const Changed = z.object({
  position: z.string(),
  changes: z.array(
    z.object({
      model: z.string(),
      key: z.array(z.unknown()).optional(),
      many: z.boolean().optional(),
    }),
  ),
});
export type Change = z.infer<typeof Changed>['changes'][number];

/** Whether a change can alter the answer to a question that was asked. */
export const concerns = (
  { model, key, many }: Change,
  { reads, ids }: Pick<Asked, 'reads' | 'ids'>,
): boolean =>
  reads.includes(model) &&
  (many === true || key === undefined || ids.length === 0 || ids.some((id) => key.includes(id)));

/** Changes are gathered this long before anything is asked again: an import would else keep every screen busy. */
const gatherMs = 700;
const longestWaitMs = 30_000;

/** Keeps all open screens up to date: reads `/api/changes`, reconnects with back-off. The past does not change. */
export const useLiveChanges = (): void => {
  const client = useQueryClient();
  const moment = useMoment();
  useEffect(() => {
    if (moment !== null) return;
    const stop = new AbortController();
    void follow(client, stop.signal);
    return () => {
      stop.abort();
      report(true);
    };
  }, [client, moment]);
};

let connected = true;
const listeners = new Set<() => void>();

/** Whether live changes are arriving; false while reconnecting. */
export const useIsLive = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => connected,
  );

const report = (next: boolean): void => {
  if (next === connected) return;
  connected = next;
  for (const listener of listeners) listener();
};

const follow = async (client: QueryClient, signal: AbortSignal): Promise<void> => {
  let failures = 0;
  let lastId: string | null = null;
  for (let first = true; !signal.aborted; first = false) {
    try {
      const { body } = await request('/api/changes', {
        method: 'GET',
        signal,
        headers: { Accept: 'text/event-stream', ...(lastId !== null && { 'Last-Event-ID': lastId }) },
      });
      // Without an id nobody can tell what changed while we were away: everything is asked again.
      if (!first && lastId === null) void client.invalidateQueries();
      failures = 0;
      report(true);
      if (body === null) throw new Error('a stream has a body');
      for await (const { id, event, data } of messagesOf(body)) {
        if (signal.aborted) return;
        lastId = id ?? lastId;
        if (event === 'changed') gather(client, Changed.parse(JSON.parse(data)).changes);
      }
    } catch {
      // Whatever the reason, the next attempt tells; the screen shows that it is not live.
      if (!signal.aborted && ++failures > 1) report(false);
    }
    if (!signal.aborted) await pause(Math.min(longestWaitMs, 500 * 2 ** failures), signal);
  }
};

let gathered: Change[] = [];

const gather = (client: QueryClient, changes: readonly Change[]): void => {
  if (gathered.length === 0) setTimeout(() => apply(client), gatherMs);
  gathered.push(...changes);
};

const apply = (client: QueryClient): void => {
  const changes = gathered;
  gathered = [];
  void client.invalidateQueries({
    predicate: ({ meta }) => meta !== undefined && changes.some((change) => concerns(change, meta)),
  });
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms * (0.75 + Math.random() / 2));
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
