import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { FilterMenu } from './FilterMenu.tsx';
import { CloseIcon, FilterIcon } from './icons.ts';

/** One thing that a list can be narrowed by. */
export interface Filter {
  readonly id: string;
  readonly label: string;
  readonly Icon: LucideIcon;
  /** What is chosen, as its chip says it: `Stage: Lead`; null: nothing. */
  readonly chosen: string | null;
  readonly clear: () => void;
  /** The controls that choose; every choice applies at once. */
  readonly values: (close: () => void) => ReactNode;
}

interface Props {
  readonly filters: readonly Filter[];
  readonly onClear: () => void;
  /** Controls at the end of the bar. */
  readonly children?: ReactNode;
}

/** The filters as chips: press one to change it, its cross to remove it, "Filter" to add another. */
export const FilterBar = ({ filters, onClear, children }: Props) => {
  const [menu, setMenu] = useState<{ anchor: HTMLElement; id: string | null } | null>(null);
  const open = (id: string | null) => (event: React.MouseEvent<HTMLElement>) =>
    setMenu({ anchor: event.currentTarget, id });
  const chosen = filters.flatMap((filter) =>
    filter.chosen === null ? [] : [{ ...filter, chosen: filter.chosen }],
  );
  return (
    <Box
      role="group"
      aria-label="Filters"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        flex: 'none',
        gap: 1.5,
        px: { xs: 3, sm: 4 },
        py: 1.5,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Button size="small" startIcon={<FilterIcon />} aria-haspopup="dialog" onClick={open(null)}>
        Filter
      </Button>
      {chosen.map(({ id, chosen: label, clear }) => (
        <Chip
          key={id}
          variant="outlined"
          label={label}
          onClick={open(id)}
          onDelete={clear}
          deleteIcon={<CloseIcon size={13} role="img" aria-label={`Remove filter ${label}`} />}
          sx={{ maxWidth: 320 }}
        />
      ))}
      {chosen.length === 0 ? null : (
        <Button size="small" onClick={onClear} sx={{ color: 'text.secondary' }}>
          Clear
        </Button>
      )}
      {children === undefined || children === null ? null : (
        <Box sx={{ ml: 'auto', display: 'flex', alignItems: 'center', gap: 2 }}>{children}</Box>
      )}
      {menu === null ? null : (
        <FilterMenu anchor={menu.anchor} first={menu.id} filters={filters} onClose={() => setMenu(null)} />
      )}
    </Box>
  );
};
