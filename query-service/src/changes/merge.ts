import type { Announcement, LiveChange } from '@crm/service-kit/questions/live-changes';

/** More rows than these are not named one by one: the message would be longer than looking again. */
const mostNamed = 200;

/** Several announcements (at least one) as one: every row once, or that many of its model changed. */
export const merged = (announcements: readonly Announcement[]): Announcement => {
  const changes = announcements.flatMap((announcement) => announcement.changes);
  const wide = new Set(changes.filter(isMany).map(({ model }) => model));
  const named = new Map(
    changes
      .filter(({ model }) => !wide.has(model))
      .map((change) => [`${change.model} ${change.key?.join(' ')}`, change]),
  );
  if (named.size > mostNamed) for (const { model } of named.values()) wide.add(model);
  return {
    position: announcements.findLast(({ position }) => position !== '')?.position ?? '',
    changes: [...(named.size > mostNamed ? [] : named.values()), ...[...wide].map(many)],
  };
};

/** That many rows of a model changed. */
export const many = (model: string): LiveChange => ({ model, many: true });

const isMany = ({ key, many }: LiveChange): boolean => many === true || key === undefined;
