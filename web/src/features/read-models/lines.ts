import { figures } from '../../ui/figures-table.ts';

/** How the tables of this page look: a section's own line ends them. */
export const lines = { ...figures, '& tbody tr:last-of-type > *': { borderBottom: 0 } } as const;
