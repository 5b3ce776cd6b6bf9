import { randomBytes } from 'node:crypto';
import type { Announcement } from '@crm/service-kit/questions/live-changes';

/** What this process told last, so that whoever was away for a moment is told what was missed. */
export interface Recent {
  /** The id of the newest: `<epoch>-<n>`, the epoch being this process's own. */
  readonly id: () => string;
  readonly add: (announcement: Announcement) => void;
  /** What was told after the one with this id; null: nobody here knows any more. */
  readonly since: (id: string) => readonly Announcement[] | null;
}

/** The changes that are kept, some hundred bytes each: minutes of a busy day. */
const mostChanges = 20_000;

/** Keeps the newest announcements, as many as hold no more changes than those. */
export const recentAnnouncements = (most = mostChanges): Recent => {
  const epoch = randomBytes(6).toString('hex');
  let kept: Announcement[] = [];
  let changes = 0;
  let told = 0;
  return {
    id: () => `${epoch}-${told}`,
    add: (announcement) => {
      told++;
      kept.push(announcement);
      changes += announcement.changes.length;
      if (changes <= most) return;
      // Half at once: one at a time, the rest would be moved up with every announcement.
      const stay = kept.slice(Math.ceil(kept.length / 2));
      kept = stay;
      changes = stay.reduce((sum, one) => sum + one.changes.length, 0);
    },
    since: (id) => {
      const [, of, number] = /^([0-9a-f]{12})-(\d{1,15})$/.exec(id) ?? [];
      const missed = told - Number(number);
      return of === epoch && missed >= 0 && missed <= kept.length ? kept.slice(kept.length - missed) : null;
    },
  };
};
