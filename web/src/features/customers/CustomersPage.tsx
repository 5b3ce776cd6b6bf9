import { customerQuestions } from '@crm/contracts';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import useMediaQuery from '@mui/material/useMediaQuery';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { askPages } from '../../api/ask.ts';
import { useMay } from '../../api/may.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { howMany } from '../../ui/format.ts';
import { AddIcon } from '../../ui/icons.ts';
import { useNotices } from '../../ui/notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { RecordCards } from '../../ui/RecordCards.tsx';
import { RecordTable } from '../../ui/RecordTable.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { sortedBy } from '../../ui/sorting.ts';
import { useAddressState } from '../../ui/use-address-state.ts';
import { useListCursor } from '../../ui/use-list-cursor.ts';
import { CustomerFilters } from './CustomerFilters.tsx';
import { CustomerPanel } from './CustomerPanel.tsx';
import { CustomersEmpty } from './CustomersEmpty.tsx';
import { columns } from './columns.tsx';
import { customerCard } from './customer-card.tsx';
import { questionOf, readListState, writeListState } from './list-state.ts';
import { NewCustomerDialog } from './NewCustomerDialog.tsx';
import { StageCounts } from './StageCounts.tsx';

/** All customers: searched, filtered and sorted; key facts beside the list; new ones from here. */
const CustomersPage = () => {
  const { state, change } = useAddressState(readListState, writeListState);
  const may = useMay();
  const navigate = useNavigate();
  const narrow = useMediaQuery((theme) => theme.breakpoints.down('sm'));
  const [creating, setCreating] = useState(false);
  const { announce } = useNotices();

  const list = useInfiniteQuery({
    ...askPages(customerQuestions.customers, questionOf(state)),
    placeholderData: keepPreviousData,
  });
  const customers = list.data ?? none;
  const count = list.isSuccess && !list.isPlaceholderData ? customers.length : null;
  const hasMore = list.hasNextPage;
  useEffect(() => {
    if (count !== null) announce(`${howMany(count, 'customer')} shown${hasMore ? ', more below' : ''}`);
  }, [count, hasMore, announce]);

  // The page steps through the list that it was opened from (Ctrl with an arrow).
  const openPage = useCallback(
    (id: string) => void navigate(`/customers/${id}`, { state: { list: customers.map((each) => each.id) } }),
    [navigate, customers],
  );
  const onOpen = useCallback((open: string | null) => change({ open }), [change]);
  const panel = useMemo(() => ({ open: state.open, onOpen }), [state.open, onOpen]);
  const cursor = useListCursor({ noun: 'customer', rows: customers, onEnter: openPage, panel });
  const onMore = useCallback(() => void list.fetchNextPage(), [list.fetchNextPage]);
  const mayCreate = may('customer.create');
  const create = useCallback(() => setCreating(true), []);
  useShortcut('c', 'New customer', create, mayCreate);

  const content = () => {
    if (list.isPending) return <SkeletonRows rows={14} height={40} label="Loading customers" />;
    if (list.isError && customers.length === 0)
      return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
    if (customers.length === 0)
      return (
        <CustomersEmpty
          state={state}
          onClear={change}
          onCreate={mayCreate ? create : null}
          ownOnly={!may('customer.read', null)}
        />
      );
    if (narrow)
      return (
        <RecordCards
          label="Customers"
          rows={customers}
          card={customerCard}
          hasMore={list.hasNextPage}
          loadingMore={list.isFetchingNextPage}
          onMore={onMore}
          onOpen={onOpen}
        />
      );
    return (
      <RecordTable
        label="Customers"
        rows={customers}
        columns={columns}
        sorting={{
          by: state.sort,
          order: state.order,
          onSort: (sort) => change(sortedBy(state, sort)),
        }}
        cursor={cursor}
        open={state.open}
        hasMore={list.hasNextPage}
        loadingMore={list.isFetchingNextPage}
        onMore={onMore}
      />
    );
  };

  return (
    <Page
      title="Customers"
      actions={
        mayCreate ? (
          <Button
            variant="contained"
            color="primary"
            aria-label="New customer"
            aria-keyshortcuts="c"
            startIcon={<AddIcon />}
            onClick={create}
            sx={{ '& .MuiButton-startIcon': { mr: { xs: 0, sm: 1.5 }, ml: { xs: 0, sm: -1 } } }}
          >
            <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
              New customer
            </Box>
          </Button>
        ) : null
      }
    >
      <StageCounts state={state} onChange={change} />
      <CustomerFilters state={state} onChange={change} />
      <Box sx={{ display: 'flex', flex: 1, minHeight: 0 }} aria-busy={list.isPlaceholderData}>
        <Box
          sx={{
            display: 'flex',
            flexDirection: 'column',
            flex: 1,
            minWidth: 0,
            opacity: list.isPlaceholderData ? 0.6 : 1,
            transition: 'opacity 120ms',
          }}
        >
          {content()}
        </Box>
        {state.open === null ? null : (
          <CustomerPanel id={state.open} onClose={() => onOpen(null)} onOpenPage={openPage} />
        )}
      </Box>
      {creating ? <NewCustomerDialog onClose={() => setCreating(false)} /> : null}
    </Page>
  );
};

const none: readonly never[] = [];

export default CustomersPage;
