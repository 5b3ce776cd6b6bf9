import { humanise } from '../ui/format.ts';

const names: Readonly<Record<string, string>> = { lead: 'Leads', opportunity: 'Opportunities' };

/** What a goal counts, in the plural. */
export const goalName = (kind: string): string => names[kind] ?? humanise(kind);
