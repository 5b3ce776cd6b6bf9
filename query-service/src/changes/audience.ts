import type { Writable } from 'node:stream';
import type { Actor } from '@crm/contracts';
import type { Announcement } from '@crm/service-kit/questions/live-changes';
import { maySee, type Owners, reachesOnlyOwn } from './who-is-told.ts';

/** Somebody who listens. */
export interface Listener {
  readonly actor: Actor;
  /** The read models to be told of; null: of all. */
  readonly models: readonly string[] | null;
  readonly out: Writable;
}

/** Everybody who listens, told once for all who may see the same. */
export interface Audience {
  readonly size: () => number;
  /** Whether some are told only of what is their own. */
  readonly needsOwners: () => boolean;
  readonly join: (listener: Listener) => void;
  readonly leave: (listener: Listener) => void;
  readonly tell: (id: string, announcement: Announcement, owners: Owners) => void;
  /** A sign of life, which also says how far was told: so nobody who saw nothing of it falls behind. */
  readonly beat: (id: string) => void;
  readonly dropAll: () => void;
  readonly end: () => void;
}

/** Those who see the same of everything. */
interface View {
  readonly onlyOwn: boolean;
  readonly of: Pick<Listener, 'actor' | 'models'>;
  readonly outs: Set<Writable>;
}

/** Bytes that may wait for somebody who does not read. Then he is dropped: what is missed is told when he comes back. */
const mostWaiting = 64 * 1024;

export const audience = (): Audience => {
  const views = new Map<string, View>();
  const outs = function* () {
    for (const view of views.values()) yield* view.outs;
  };
  return {
    size: () => [...views.values()].reduce((sum, view) => sum + view.outs.size, 0),
    needsOwners: () => [...views.values()].some(({ onlyOwn }) => onlyOwn),
    join: ({ actor, models, out }) => {
      const key = keyOf(actor, models);
      const view = views.get(key) ?? {
        onlyOwn: reachesOnlyOwn(actor),
        of: { actor, models },
        outs: new Set(),
      };
      views.set(key, view);
      view.outs.add(out);
    },
    leave: ({ actor, models, out }) => {
      const key = keyOf(actor, models);
      const view = views.get(key);
      view?.outs.delete(out);
      if (view?.outs.size === 0) views.delete(key);
    },
    tell: (id, announcement, owners) => {
      for (const view of views.values()) {
        const text = messageFor(view.of, id, announcement, owners);
        if (text !== '') for (const out of view.outs) send(out, text);
      }
    },
    beat: (id) => {
      for (const out of outs()) send(out, markOf(id));
    },
    dropAll: () => {
      for (const out of outs()) out.destroy();
    },
    end: () => {
      for (const out of outs()) out.end();
    },
  };
};

/** The message of an announcement to a listener, who hears only of what he may see today; empty: of nothing. */
export const messageFor = (
  { actor, models }: Pick<Listener, 'actor' | 'models'>,
  id: string,
  { position, changes }: Announcement,
  owners: Owners,
): string => {
  const seen = changes.filter(
    (change) => (models === null || models.includes(change.model)) && maySee(actor, change, owners),
  );
  if (seen.length === 0) return '';
  return `id: ${id}\nevent: changed\ndata: ${JSON.stringify({ position, changes: seen })}\n\n`;
};

/** Moves a listener's `Last-Event-ID`, and says nothing else. */
export const markOf = (id: string): string => `id: ${id}\n\n`;

const send = (out: Writable, text: string): void => {
  out.write(text);
  if (out.writableLength > mostWaiting) out.destroy();
};

/** Who reaches everybody's records sees what others of the role see. */
const keyOf = (actor: Actor, models: readonly string[] | null): string =>
  [actor.role, reachesOnlyOwn(actor) ? actor.id : '', models?.join() ?? '*'].join(' ');
