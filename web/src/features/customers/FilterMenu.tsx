import { LifecycleStage, userQuestions } from '@crm/contracts';
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import MenuList from '@mui/material/MenuList';
import Popover from '@mui/material/Popover';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ask } from '../../api/ask.ts';
import { ArchiveIcon, ClockIcon, OwnerIcon, TagIcon } from '../../ui/icons.ts';
import { stageName } from '../../ui/StageChip.tsx';
import type { ListState } from './list-state.ts';

/** What the list can be filtered by. */
export type FilterField = 'stage' | 'ownerId' | 'tag' | 'archived';

interface Props {
  readonly anchor: HTMLElement;
  /** The filter to edit; null: ask which one. */
  readonly field: FilterField | null;
  readonly state: ListState;
  readonly onChange: (next: Partial<ListState>) => void;
  readonly onClose: () => void;
}

const fields = [
  { field: 'stage', label: 'Stage', Icon: ClockIcon },
  { field: 'ownerId', label: 'Owner', Icon: OwnerIcon },
  { field: 'tag', label: 'Tag', Icon: TagIcon },
  { field: 'archived', label: 'Archived', Icon: ArchiveIcon },
] as const;

/** Asks for a field, then for its values; every choice applies at once. */
export const FilterMenu = ({ anchor, field: first, state, onChange, onClose }: Props) => {
  const [field, setField] = useState(first);
  const label = fields.find((each) => each.field === field)?.label;
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-label': label === undefined ? 'Filter by' : `Filter by ${label.toLowerCase()}`,
          sx: { mt: 1, minWidth: 220, maxHeight: 380 },
        },
      }}
    >
      {field === null ? (
        <MenuList autoFocus sx={{ p: 1 }}>
          {fields.map(({ field: each, label: name, Icon }) => (
            <MenuItem key={each} onClick={() => setField(each)}>
              <Icon size={15} aria-hidden /> {name}
            </MenuItem>
          ))}
        </MenuList>
      ) : (
        <Values field={field} state={state} onChange={onChange} onClose={onClose} />
      )}
    </Popover>
  );
};

const Values = ({
  field,
  state,
  onChange,
  onClose,
}: Omit<Props, 'anchor' | 'field'> & { field: FilterField }) => {
  const { data: users = [] } = useQuery({ ...ask(userQuestions.users, {}), enabled: field === 'ownerId' });
  if (field === 'stage') {
    const options = LifecycleStage.options.map((value) => ({ value, label: stageName(value) }));
    return <Choices options={options} chosen={state.stage} onChosen={(stage) => onChange({ stage })} />;
  }
  if (field === 'ownerId') {
    const options = users.map(({ id, name }) => ({ value: id, label: name ?? 'Unknown user' }));
    return (
      <Choices
        options={[{ value: 'none', label: 'No owner' }, ...options]}
        chosen={state.ownerId}
        onChosen={(ownerId) => onChange({ ownerId })}
      />
    );
  }
  if (field === 'tag') return <TagEntry state={state} onChange={onChange} onClose={onClose} />;
  return (
    <RadioGroup
      aria-label="Archived"
      value={state.archived}
      onChange={(_, value) => onChange({ archived: value === 'yes' || value === 'all' ? value : 'no' })}
      sx={{ p: 2 }}
    >
      {archivedChoices.map(({ value, label }) => (
        <FormControlLabel
          key={value}
          value={value}
          label={label}
          control={<Radio size="small" />}
          {...line}
        />
      ))}
    </RadioGroup>
  );
};

const archivedChoices = [
  { value: 'no', label: 'Without archived' },
  { value: 'all', label: 'With archived' },
  { value: 'yes', label: 'Archived only' },
];
const line = { slotProps: { typography: { variant: 'body2' } }, sx: { ml: 0, mr: 2 } } as const;

interface ChoicesProps<T extends string> {
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly chosen: readonly T[];
  readonly onChosen: (chosen: readonly T[]) => void;
}

const Choices = <T extends string>({ options, chosen, onChosen }: ChoicesProps<T>) => (
  <Box sx={{ display: 'flex', flexDirection: 'column', p: 2 }}>
    {options.map(({ value, label }, index) => (
      <FormControlLabel
        key={value}
        label={label}
        control={
          <Checkbox
            size="small"
            autoFocus={index === 0}
            checked={chosen.includes(value)}
            onChange={(_, on) => onChosen(on ? [...chosen, value] : chosen.filter((each) => each !== value))}
            sx={{ p: 1 }}
          />
        }
        {...line}
      />
    ))}
  </Box>
);

const TagEntry = ({ state, onChange, onClose }: Pick<Props, 'state' | 'onChange' | 'onClose'>) => {
  const [tag, setTag] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = tag.trim();
    if (text !== '' && !state.tag.includes(text)) onChange({ tag: [...state.tag, text] });
    onClose();
  };
  return (
    <Box component="form" onSubmit={submit} sx={{ p: 3, width: 240 }}>
      <TextField
        autoFocus
        label="Tag"
        helperText="Enter adds it"
        value={tag}
        onChange={({ target }) => setTag(target.value)}
        slotProps={{ htmlInput: { maxLength: 50 } }}
      />
    </Box>
  );
};
