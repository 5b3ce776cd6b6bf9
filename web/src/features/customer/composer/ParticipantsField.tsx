import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { problemText } from '../../../api/problem.ts';
import { Face } from '../../../ui/Face.tsx';
import { useCustomerSearch, useUsers } from '../customer.api.ts';
import type { DraftParticipant } from './interaction-draft.ts';

interface Option extends DraftParticipant {
  readonly group: 'Customers' | 'Users' | 'Address';
  readonly detail: string | null;
}

interface Props {
  readonly customerId: string;
  readonly participants: readonly DraftParticipant[];
  readonly error: string | undefined;
  readonly onChange: (participants: DraftParticipant[]) => void;
}

/** Who else took part: customers found by search, users, and plain e-mail addresses. */
export const ParticipantsField = ({ customerId, participants, error, onChange }: Props) => {
  const [text, setText] = useState('');
  const { data: found, isFetching, error: notFound } = useCustomerSearch(text);
  const { data: users = [] } = useUsers();
  const typed = text.trim();
  /** What was typed and not chosen is not lost when the field is left: whether it is an address, the server says. */
  const leave = () => {
    if (typed === '') return;
    onChange([...participants, ...participantOf(typed)]);
    setText('');
  };

  const options: Option[] = [
    ...(found?.items ?? [])
      .filter(({ id }) => id !== customerId)
      .map(
        ({ id, name, email, companyName }): Option => ({
          ...nobody,
          customerId: id,
          name: name ?? 'Erased customer',
          group: 'Customers',
          detail: email ?? companyName,
        }),
      ),
    ...users
      .filter(({ active, name }) => active && matches(name, typed))
      .map(
        ({ id, name }): Option => ({
          ...nobody,
          userId: id,
          name: name ?? '–',
          group: 'Users',
          detail: null,
        }),
      ),
    ...(typed.includes('@') ? [addressOption(typed)] : []),
  ];

  return (
    <Autocomplete<Option | DraftParticipant, true, false, true>
      multiple
      freeSolo
      filterOptions={(all) => all}
      filterSelectedOptions
      autoHighlight
      disablePortal
      options={options}
      value={[...participants]}
      inputValue={text}
      loading={isFetching}
      onInputChange={(_, next) => setText(next)}
      onChange={(_, chosen) => onChange(chosen.flatMap(participantOf))}
      onBlur={leave}
      getOptionLabel={(option) => (typeof option === 'string' ? option : option.name)}
      getOptionKey={keyOf}
      isOptionEqualToValue={(one, other) => keyOf(one) === keyOf(other)}
      groupBy={(option) => ('group' in option ? option.group : '')}
      renderOption={({ key, ...props }, option) => (
        <Box component="li" key={key} {...props} sx={{ display: 'flex', gap: 2 }}>
          <Face id={keyOf(option)} name={option.name} size={20} />
          <span>{option.name}</span>
          <Box component="span" sx={{ color: 'text.secondary', ml: 'auto' }}>
            {'detail' in option ? option.detail : null}
          </Box>
        </Box>
      )}
      renderGroup={({ key, group, children }) => (
        // Options must stand in a group of the list for screen readers; plain nested lists would hide them.
        <Box key={key} role="group" aria-label={group}>
          <Box aria-hidden sx={{ px: 4, typography: 'caption', lineHeight: '2rem', color: 'text.secondary' }}>
            {group}
          </Box>
          <Box component="ul" role="presentation" sx={{ m: 0, p: 0 }}>
            {children}
          </Box>
        </Box>
      )}
      renderValue={(value, itemProps) =>
        value.map((each, index) => {
          const { key, ...props } = itemProps({ index });
          return <Chip key={key} {...props} label={typeof each === 'string' ? each : each.name} />;
        })
      }
      renderInput={(params) => (
        <TextField
          {...params}
          label="Also took part"
          placeholder={participants.length === 0 ? 'Customer, user or e-mail address' : ''}
          error={error !== undefined}
          helperText={
            error ??
            (notFound === null ? undefined : `Customers cannot be found now: ${problemText(notFound)}`)
          }
        />
      )}
    />
  );
};

const nobody = { customerId: null, userId: null, address: null, role: 'attendee' } as const;

const addressOption = (address: string): Option => ({
  ...nobody,
  address,
  name: address,
  group: 'Address',
  detail: 'E-mail address',
});

const keyOf = (option: string | DraftParticipant): string =>
  typeof option === 'string' ? option : (option.customerId ?? option.userId ?? option.address ?? '');

const matches = (name: string | null, text: string): boolean =>
  (name ?? '').toLocaleLowerCase().includes(text.toLocaleLowerCase());

/** Free text is an address; whether it is one, the server says. */
const participantOf = (chosen: string | DraftParticipant): DraftParticipant[] => {
  if (typeof chosen === 'string')
    return chosen.trim() === '' ? [] : [participantOf(addressOption(chosen.trim()))].flat();
  const { customerId, userId, address, role, name } = chosen;
  return [{ customerId, userId, address, role, name }];
};
