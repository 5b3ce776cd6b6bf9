import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import { type Replica, readBooks, renew } from './replica.ts';
import { dueOf, type Share, shareOf } from './sharing.ts';

/** Milliseconds between looks, and of how many of them one also renews what is held. */
const pause = 500;
const renewing = 5;

/** Keeps a replica's leases until its share is not as it was, something is due, or the signal aborts. */
export const watch = async (
  client: ClientBase,
  replica: Replica,
  share: Share,
  rate: () => number,
  signal: AbortSignal,
): Promise<void> => {
  for (let looks = 1; ; looks++) {
    await sleep(pause, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    if (looks % renewing === 0) await renew(client, replica.id, rate());
    const books = await readBooks(client);
    const { giveBack, claim } = dueOf(books, replica.id, replica.brings?.());
    if (giveBack.length + claim.length > 0) return;
    if (textOf(shareOf(books, replica.id)) !== textOf(share)) return;
  }
};

const textOf = ({ held, ...share }: Share): string => JSON.stringify([share, [...held]]);
