import { type CustomerCard, customerQuestions } from '@crm/contracts';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/ask.ts';
import { problemText } from '../api/problem.ts';
import { Face } from './Face.tsx';

/** What is told of a customer who was picked. */
export type PickedCustomer = Pick<CustomerCard, 'id' | 'name' | 'email' | 'companyName'>;

interface Props {
  readonly value: PickedCustomer | null;
  readonly onChosen: (customer: PickedCustomer) => void;
}

/** Finds a customer by a few letters of name, address, company or tag. */
export const CustomerPicker = ({ value, onChosen }: Props) => {
  const [text, setText] = useState('');
  const q = text.trim();
  const found = useQuery({
    ...ask(customerQuestions.customers, { q, limit: 8 }),
    enabled: q.length > 1,
    placeholderData: keepPreviousData,
  });
  return (
    <Autocomplete<PickedCustomer>
      clearIcon={null}
      disablePortal
      autoHighlight
      filterOptions={(all) => all}
      options={q.length > 1 ? [...(found.data?.items ?? [])] : []}
      loading={found.isFetching}
      value={value}
      inputValue={text}
      onInputChange={(_, next) => setText(next)}
      onChange={(_, chosen) => chosen !== null && onChosen(chosen)}
      getOptionLabel={({ name }) => name ?? 'Erased customer'}
      getOptionKey={({ id }) => id}
      isOptionEqualToValue={(one, other) => one.id === other.id}
      noOptionsText={q.length > 1 ? 'Nobody is found' : 'Type two letters or more'}
      renderOption={({ key, ...props }, option) => (
        <Box component="li" key={key} {...props} sx={{ display: 'flex', gap: 2 }}>
          <Face id={option.id} name={option.name} size={20} />
          <span>{option.name ?? 'Erased customer'}</span>
          <Box component="span" sx={{ color: 'text.secondary', ml: 'auto' }}>
            {option.email ?? option.companyName}
          </Box>
        </Box>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          autoFocus
          label="Customer"
          placeholder="Name, e-mail, company or tag"
          error={found.error !== null}
          helperText={found.error === null ? undefined : problemText(found.error)}
        />
      )}
    />
  );
};
