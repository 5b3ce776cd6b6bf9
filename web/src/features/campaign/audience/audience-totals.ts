import type { AudienceCount } from '@crm/contracts';

/** What an audience came to: how many became members, why some are not addressed, who is. */
export interface Totals {
  readonly members: number;
  readonly archived: number;
  readonly doNotContact: number;
  readonly optedOut: number;
  readonly addressed: number;
}

/** The counts of several audiences together; of none, nothing but zeros. */
export const totalsOf = (counts: readonly AudienceCount[]): Totals => {
  const sum = (of: Exclude<keyof AudienceCount, 'audienceId'>) =>
    counts.reduce((total, count) => total + count[of], 0);
  const [members, archived, doNotContact, optedOut] = [
    sum('members'),
    sum('archived'),
    sum('doNotContact'),
    sum('optedOut'),
  ];
  return {
    members,
    archived,
    doNotContact,
    optedOut,
    addressed: members - archived - doNotContact - optedOut,
  };
};
