import type { Announcement, LiveChanges } from '@crm/service-kit/questions/live-changes';
import type { Pool } from 'pg';
import { audience, type Listener, markOf, messageFor } from './audience.ts';
import { many, merged } from './merge.ts';
import { recentAnnouncements } from './recent.ts';
import { type Owners, ownersOf, reachesOnlyOwn, toldModels } from './who-is-told.ts';

/** Tells listeners what changes, from the moment that each knows of. */
export interface Telling {
  /** `lastId`: what a listener heard last before it went away; undefined: it begins now. */
  readonly join: (listener: Listener, lastId: string | undefined) => void;
  readonly leave: (listener: Listener) => void;
}

/** Milliseconds between signs of life, which also find out who has gone. */
const heartbeat = 20_000;

/**
 * Milliseconds after a message in which what changes is gathered for the next: a write to each of a thousand listeners
 * costs tens of milliseconds here and as much in the gateway, which commands and projections would else wait for.
 */
const gatheringFor = (listeners: number): number => Math.min(100 + listeners / 2, 1_000);

/** After a break nobody knows what changed: everything may have. */
const everything: Announcement = { position: '', changes: toldModels.map(many) };

/** Begins to hear what changes; ends with the signal. */
export const telling = (pool: Pool, live: LiveChanges, signal: AbortSignal): Telling => {
  const listeners = audience();
  const recent = recentAnnouncements();
  let gathered: Announcement[] = [];
  let gatherUntil = 0;

  // One after another: what is told later is newer, and nobody joins between a change and its telling.
  let turn = Promise.resolve();
  const inTurn = (work: () => Promise<void>, failed: () => void): void => {
    turn = turn.then(work).catch(failed);
  };
  const tell = async (): Promise<void> => {
    const announcement = merged(gathered);
    gathered = [];
    recent.add(announcement);
    const owners = listeners.needsOwners() ? await ownersOf(pool, announcement.changes) : nobodys;
    listeners.tell(recent.id(), announcement, owners);
    gatherUntil = performance.now() + gatheringFor(listeners.size());
  };
  live.onChange((announcement) => {
    if (announcement?.changes.length === 0) return;
    gathered.push(announcement ?? everything);
    if (gathered.length > 1) return;
    const wait = Math.max(0, gatherUntil - performance.now());
    setTimeout(() => inTurn(tell, listeners.dropAll), wait).unref();
  });

  const welcome = async (listener: Listener, lastId: string | undefined): Promise<void> => {
    const missed = lastId === undefined ? [] : (recent.since(lastId) ?? [everything]);
    const { actor, out } = listener;
    const again = missed.length === 0 ? undefined : merged(missed);
    const owners = again && reachesOnlyOwn(actor) ? await ownersOf(pool, again.changes) : nobodys;
    if (out.destroyed) return;
    const id = recent.id();
    out.write((again && messageFor(listener, id, again, owners)) || markOf(id));
    listeners.join(listener);
  };

  const beat = setInterval(() => listeners.beat(recent.id()), heartbeat);
  signal.addEventListener('abort', () => {
    clearInterval(beat);
    listeners.end();
  });
  return {
    join: (listener, lastId) =>
      inTurn(
        () => welcome(listener, lastId),
        () => listener.out.destroy(),
      ),
    leave: listeners.leave,
  };
};

const nobodys: Owners = new Map();
