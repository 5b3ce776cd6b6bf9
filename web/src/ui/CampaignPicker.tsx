import { type CampaignCard, campaignQuestions } from '@crm/contracts';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/ask.ts';
import { problemText } from '../api/problem.ts';
import { CampaignStatusChip } from './CampaignStatusChip.tsx';

/** What is told of a campaign that was picked. */
export type PickedCampaign = Pick<CampaignCard, 'id' | 'name' | 'status'>;

interface Props {
  /** What is picked already; absent: every pick is handed on and forgotten. */
  readonly value?: PickedCampaign | null;
  readonly error?: string | undefined;
  readonly onChosen: (campaign: PickedCampaign) => void;
}

/** Finds a campaign by its name; the newest are offered before anything is typed. */
export const CampaignPicker = ({ value = null, error, onChosen }: Props) => {
  const [text, setText] = useState('');
  const q = text.trim() === value?.name ? '' : text.trim();
  const found = useQuery({
    ...ask(campaignQuestions.campaigns, { ...(q !== '' && { q }), limit: 20 }),
    placeholderData: keepPreviousData,
  });
  return (
    <Box sx={{ minWidth: 260 }}>
      <Autocomplete<PickedCampaign>
        clearIcon={null}
        openOnFocus
        disablePortal
        autoHighlight
        filterOptions={(all) => all}
        options={[...(found.data?.items ?? [])]}
        loading={found.isFetching}
        value={value}
        inputValue={text}
        onInputChange={(_, next) => setText(next)}
        onChange={(_, chosen) => chosen !== null && onChosen(chosen)}
        getOptionLabel={({ name }) => name}
        getOptionKey={({ id }) => id}
        isOptionEqualToValue={(one, other) => one.id === other.id}
        noOptionsText="No campaign has such a name"
        renderOption={({ key, ...props }, option) => (
          <Box component="li" key={key} {...props} sx={{ display: 'flex', gap: 2 }}>
            <Box component="span" sx={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }}>
              {option.name}
            </Box>
            <CampaignStatusChip status={option.status} />
          </Box>
        )}
        renderInput={(params) => (
          <TextField
            {...params}
            autoFocus
            label="Campaign"
            placeholder="Search by name"
            error={error !== undefined}
            helperText={error ?? (found.error === null ? undefined : problemText(found.error))}
          />
        )}
      />
    </Box>
  );
};
