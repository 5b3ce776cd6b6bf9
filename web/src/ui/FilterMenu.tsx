import MenuItem from '@mui/material/MenuItem';
import MenuList from '@mui/material/MenuList';
import Popover from '@mui/material/Popover';
import { useState } from 'react';
import type { Filter } from './FilterBar.tsx';

interface Props {
  readonly anchor: HTMLElement;
  /** The filter to edit; null: ask which one. */
  readonly first: string | null;
  readonly filters: readonly Filter[];
  readonly onClose: () => void;
}

/** Asks what to filter by, then for its values. */
export const FilterMenu = ({ anchor, first, filters, onClose }: Props) => {
  const [id, setId] = useState(first);
  const filter = filters.find((each) => each.id === id);
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-label': filter === undefined ? 'Filter by' : `Filter by ${filter.label.toLowerCase()}`,
          sx: { mt: 1, minWidth: 220, maxHeight: 380 },
        },
      }}
    >
      {filter === undefined ? (
        <MenuList autoFocus sx={{ p: 1 }}>
          {filters.map(({ id: each, label, Icon }) => (
            <MenuItem key={each} onClick={() => setId(each)}>
              <Icon size={15} aria-hidden /> {label}
            </MenuItem>
          ))}
        </MenuList>
      ) : (
        filter.values(onClose)
      )}
    </Popover>
  );
};
