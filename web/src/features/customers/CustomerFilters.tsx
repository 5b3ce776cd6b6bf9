import Button from '@mui/material/Button';
import { useState } from 'react';
import { useMay } from '../../api/may.ts';
import { plainFilter } from '../../customer-filter/customer-filter.ts';
import { useCustomerFilters } from '../../customer-filter/use-customer-filters.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { CampaignsIcon } from '../../ui/icons.ts';
import { AddToCampaignDialog } from './AddToCampaignDialog.tsx';
import type { ListState } from './list-state.ts';

interface Props {
  readonly state: ListState;
  readonly onChange: (next: Partial<ListState>) => void;
}

/** The filters of the list, and what can be done with everybody they find. */
export const CustomerFilters = ({ state, onChange }: Props) => {
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const filters = useCustomerFilters(state, onChange);
  return (
    <FilterBar filters={filters} onClear={() => onChange({ ...plainFilter, q: state.q })}>
      {may('campaign.write') ? (
        <Button
          size="small"
          startIcon={<CampaignsIcon aria-hidden />}
          aria-haspopup="dialog"
          onClick={() => setAdding(true)}
        >
          Add to a campaign
        </Button>
      ) : null}
      {adding ? <AddToCampaignDialog filter={state} onClose={() => setAdding(false)} /> : null}
    </FilterBar>
  );
};
