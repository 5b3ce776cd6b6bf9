import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import { useState } from 'react';
import { CloseIcon, FilterIcon } from '../../ui/icons.ts';
import { useUserName } from '../../ui/OwnerAvatar.tsx';
import { stageName } from '../../ui/StageChip.tsx';
import { type FilterField, FilterMenu } from './FilterMenu.tsx';
import { type ListState, plainList } from './list-state.ts';

interface Props {
  readonly state: ListState;
  readonly onChange: (next: Partial<ListState>) => void;
}

/** The filters as chips: press one to change it, its cross to remove it, "Filter" to add another. */
export const FilterBar = ({ state, onChange }: Props) => {
  const nameOf = useUserName();
  const [menu, setMenu] = useState<{ anchor: HTMLElement; field: FilterField | null } | null>(null);
  const owner = (id: string) => (id === 'none' ? 'No owner' : (nameOf(id) ?? 'Unknown user'));

  const chips: readonly (readonly [field: FilterField, label: string])[] = [
    ...(state.stage.length > 0
      ? [['stage', `Stage: ${state.stage.map(stageName).join(', ')}`] as const]
      : []),
    ...(state.ownerId.length > 0
      ? [['ownerId', `Owner: ${state.ownerId.map(owner).join(', ')}`] as const]
      : []),
    ...(state.tag.length > 0 ? [['tag', `Tag: ${state.tag.join(', ')}`] as const] : []),
    ...(state.archived !== 'no'
      ? [['archived', state.archived === 'yes' ? 'Archived only' : 'With archived'] as const]
      : []),
  ];
  const { stage, ownerId, tag, archived } = plainList;
  const open = (field: FilterField | null) => (event: React.MouseEvent<HTMLElement>) =>
    setMenu({ anchor: event.currentTarget, field });

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
      {chips.map(([field, label]) => (
        <Chip
          key={field}
          variant="outlined"
          label={label}
          onClick={open(field)}
          onDelete={() => onChange({ [field]: plainList[field] })}
          deleteIcon={<CloseIcon size={13} role="img" aria-label={`Remove filter ${label}`} />}
          sx={{ maxWidth: 320 }}
        />
      ))}
      {chips.length === 0 ? null : (
        <Button
          size="small"
          onClick={() => onChange({ stage, ownerId, tag, archived })}
          sx={{ color: 'text.secondary' }}
        >
          Clear
        </Button>
      )}
      {menu === null ? null : (
        <FilterMenu {...menu} state={state} onChange={onChange} onClose={() => setMenu(null)} />
      )}
    </Box>
  );
};
