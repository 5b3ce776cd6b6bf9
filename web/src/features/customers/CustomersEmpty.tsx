import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { isNarrowed, plainFilter } from '../../customer-filter/customer-filter.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { CustomersIcon, FilterIcon } from '../../ui/icons.ts';
import type { ListState } from './list-state.ts';

interface Props {
  readonly state: ListState;
  readonly onClear: (next: Partial<ListState>) => void;
  /** Null: this user may not. */
  readonly onCreate: (() => void) | null;
}

const Command = ({ children }: { children: string }) => (
  <Box
    component="code"
    sx={{ px: 1.5, py: 0.5, borderRadius: '5px', bgcolor: 'surface.quiet', fontSize: '0.75rem' }}
  >
    {children}
  </Box>
);

/** No customer to show: because a filter hides all of them, or because there is none yet. */
export const CustomersEmpty = ({ state, onClear, onCreate }: Props) => {
  if (isNarrowed(state)) {
    return (
      <EmptyState
        icon={<FilterIcon size={22} />}
        title="No customer matches"
        actions={
          <Button variant="outlined" onClick={() => onClear(plainFilter)}>
            Clear filters
          </Button>
        }
      >
        Try fewer filters or another word. Search finds names, e‑mail addresses, telephone numbers, companies
        and tags.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<CustomersIcon size={22} />}
      title="No customers yet"
      actions={
        onCreate && (
          <Button variant="contained" color="primary" onClick={onCreate}>
            New customer
          </Button>
        )
      }
    >
      Register the first one here, bring a file with <Command>npx crm import customers FILE.csv</Command>, or
      look around with sample data: <Command>npm run sample</Command>
    </EmptyState>
  );
};
