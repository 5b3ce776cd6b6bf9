import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { isNarrowed, plainFilter } from '../../customer-filter/customer-filter.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { CustomersIcon, FilterIcon } from '../../ui/icons.ts';
import type { ListState } from './list-state.ts';

interface Props {
  readonly state: ListState;
  readonly onClear: (next: Partial<ListState>) => void;
  /** Null: this user may not, or looks at the past. */
  readonly onCreate: (() => void) | null;
  /** Only customers of one's own are ever shown. */
  readonly ownOnly: boolean;
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
export const CustomersEmpty = ({ state, onClear, onCreate, ownOnly }: Props) => {
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
      title={ownOnly ? 'No customers of yours yet' : 'No customers yet'}
      actions={
        onCreate && (
          <Button variant="contained" color="primary" onClick={onCreate}>
            New customer
          </Button>
        )
      }
    >
      {onCreate === null ? 'Whoever is registered appears here.' : <FirstSteps ownOnly={ownOnly} />}
    </EmptyState>
  );
};

/** How customers come to be here, for those who may bring them. */
const FirstSteps = ({ ownOnly }: Pick<Props, 'ownOnly'>) =>
  ownOnly ? (
    'Customers whom you own appear here. Register one, or have a manager hand over others to you.'
  ) : (
    <>
      Register the first one here, bring a file with <Command>npx crm import customers FILE.csv</Command>, or
      look around with sample data: <Command>npm run sample</Command>
    </>
  );
