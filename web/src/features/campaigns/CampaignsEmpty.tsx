import Button from '@mui/material/Button';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { CampaignsIcon, FilterIcon } from '../../ui/icons.ts';
import { isNarrowed, type ListState, plainList } from './list-state.ts';

interface Props {
  readonly state: ListState;
  readonly onClear: (next: Partial<ListState>) => void;
  /** Null: this user may not. */
  readonly onPlan: (() => void) | null;
}

/** No campaign to show: because a filter hides all of them, or because there is none yet. */
export const CampaignsEmpty = ({ state, onClear, onPlan }: Props) => {
  const { q, status, type } = plainList;
  return isNarrowed(state) ? (
    <EmptyState
      icon={<FilterIcon size={22} />}
      title="No campaign matches"
      actions={
        <Button variant="outlined" onClick={() => onClear({ q, status, type })}>
          Clear filters
        </Button>
      }
    >
      Try fewer filters or another word. Search finds campaigns by their name.
    </EmptyState>
  ) : (
    <EmptyState
      icon={<CampaignsIcon size={22} />}
      title="No campaigns yet"
      actions={
        onPlan && (
          <Button variant="contained" color="primary" onClick={onPlan}>
            Plan a campaign
          </Button>
        )
      }
    >
      A campaign addresses many customers at once and tells what came back of it.
    </EmptyState>
  );
};
