import { MemberStatus, takesMembers } from '@crm/contracts';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMay } from '../../../api/may.ts';
import { Choices } from '../../../ui/Choices.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { FilterBar } from '../../../ui/FilterBar.tsx';
import { humanise } from '../../../ui/format.ts';
import { AddIcon, CustomersIcon, FilterIcon, TouchIcon } from '../../../ui/icons.ts';
import { RecordCards } from '../../../ui/RecordCards.tsx';
import { RecordTable } from '../../../ui/RecordTable.tsx';
import { SkeletonRows } from '../../../ui/SkeletonRows.tsx';
import { useListCursor } from '../../../ui/use-list-cursor.ts';
import { useMembers } from '../campaign.api.ts';
import { useRecord } from '../record.ts';
import { AddMemberDialog } from './AddMemberDialog.tsx';
import { columnsFor, memberCard } from './columns.tsx';

/** Who belongs to the campaign and how far each came, newest first; a row leads to the customer. */
export const MembersPanel = () => {
  const { campaign } = useRecord();
  const may = useMay();
  const navigate = useNavigate();
  const narrow = useMediaQuery((theme) => theme.breakpoints.down('sm'));
  const [status, setStatus] = useState<readonly MemberStatus[]>([]);
  const [adding, setAdding] = useState(false);
  const list = useMembers(campaign.id, status);
  const members = list.members ?? none;
  const openCustomer = useCallback(
    (id: string) => void navigate(`/customers/${id}`, { state: { list: members.map((each) => each.id) } }),
    [navigate, members],
  );
  const cursor = useListCursor({ noun: 'member', rows: members, onEnter: openCustomer });
  const onMore = useCallback(() => void list.fetchNextPage(), [list.fetchNextPage]);
  const addButton =
    may('campaign.touch') && takesMembers(campaign.status) ? (
      <Button size="small" startIcon={<AddIcon aria-hidden />} onClick={() => setAdding(true)}>
        Add a customer
      </Button>
    ) : null;

  const content = () => {
    if (list.isPending) return <SkeletonRows rows={10} height={40} label="Loading members" />;
    if (list.isError && members.length === 0)
      return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
    if (members.length === 0) return <NoMembers filtered={status.length > 0} onClear={() => setStatus([])} />;
    const pages = {
      rows: members,
      hasMore: list.hasNextPage,
      loadingMore: list.isFetchingNextPage,
      onMore,
    };
    return narrow ? (
      <RecordCards label="Members" {...pages} card={memberCard} onOpen={openCustomer} />
    ) : (
      <RecordTable
        label="Members"
        {...pages}
        columns={columnsFor(campaign.variants.length > 0)}
        cursor={cursor}
      />
    );
  };

  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 }}>
      <FilterBar
        filters={[
          {
            id: 'status',
            label: 'Status',
            Icon: TouchIcon,
            chosen: status.length === 0 ? null : `Status: ${status.map(humanise).join(', ')}`,
            clear: () => setStatus([]),
            values: () => <Choices options={statuses} chosen={status} onChosen={setStatus} />,
          },
        ]}
        onClear={() => setStatus([])}
      >
        {addButton}
      </FilterBar>
      {content()}
      {adding ? <AddMemberDialog onClose={() => setAdding(false)} /> : null}
    </Box>
  );
};

const none: readonly never[] = [];
const statuses = MemberStatus.options.map((value) => ({ value, label: humanise(value) }));

const NoMembers = ({ filtered, onClear }: { filtered: boolean; onClear: () => void }) =>
  filtered ? (
    <EmptyState
      icon={<FilterIcon size={22} />}
      title="No member stands there"
      actions={
        <Button variant="outlined" onClick={onClear}>
          Clear filters
        </Button>
      }
    >
      Other members may have come further, or not as far.
    </EmptyState>
  ) : (
    <EmptyState icon={<CustomersIcon size={22} />} title="No members yet">
      Add an audience, or single customers. Whoever is touched by the campaign becomes a member too.
    </EmptyState>
  );
