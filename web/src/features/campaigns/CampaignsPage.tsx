import { campaignQuestions } from '@crm/contracts';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import useMediaQuery from '@mui/material/useMediaQuery';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { askPages } from '../../api/ask.ts';
import { useMay } from '../../api/may.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
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
import { CampaignsEmpty } from './CampaignsEmpty.tsx';
import { campaignFilters } from './campaign-filters.tsx';
import { campaignCard, columns } from './columns.tsx';
import { plainList, questionOf, readListState, writeListState } from './list-state.ts';
import { PlanCampaignDialog } from './PlanCampaignDialog.tsx';

/** All campaigns: searched by name, filtered and sorted, with what their members did; new ones from here. */
const CampaignsPage = () => {
  const { state, change } = useAddressState(readListState, writeListState);
  const may = useMay();
  const navigate = useNavigate();
  const narrow = useMediaQuery((theme) => theme.breakpoints.down('sm'));
  const [planning, setPlanning] = useState(false);
  const { announce } = useNotices();

  const list = useInfiniteQuery({
    ...askPages(campaignQuestions.campaigns, questionOf(state)),
    placeholderData: keepPreviousData,
  });
  const campaigns = list.data ?? none;
  const count = list.isSuccess && !list.isPlaceholderData ? campaigns.length : null;
  const hasMore = list.hasNextPage;
  useEffect(() => {
    if (count !== null) announce(`${howMany(count, 'campaign')} shown${hasMore ? ', more below' : ''}`);
  }, [count, hasMore, announce]);

  const openPage = useCallback((id: string) => void navigate(`/campaigns/${id}`), [navigate]);
  const cursor = useListCursor({ noun: 'campaign', rows: campaigns, onEnter: openPage });
  const onMore = useCallback(() => void list.fetchNextPage(), [list.fetchNextPage]);
  const mayPlan = may('campaign.write');
  const plan = useCallback(() => setPlanning(true), []);
  useShortcut('c', 'Plan a campaign', plan, mayPlan);

  const content = () => {
    if (list.isPending) return <SkeletonRows rows={10} height={40} label="Loading campaigns" />;
    if (list.isError && campaigns.length === 0)
      return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
    if (campaigns.length === 0)
      return <CampaignsEmpty state={state} onClear={change} onPlan={mayPlan ? plan : null} />;
    const pages = { rows: campaigns, hasMore, loadingMore: list.isFetchingNextPage, onMore };
    if (narrow) return <RecordCards label="Campaigns" {...pages} card={campaignCard} onOpen={openPage} />;
    return (
      <RecordTable
        label="Campaigns"
        {...pages}
        columns={columns}
        sorting={{ by: state.sort, order: state.order, onSort: (sort) => change(sortedBy(state, sort)) }}
        cursor={cursor}
      />
    );
  };

  return (
    <Page
      title="Campaigns"
      actions={
        mayPlan ? (
          <Button
            variant="contained"
            color="primary"
            aria-label="Plan a campaign"
            aria-keyshortcuts="c"
            startIcon={<AddIcon />}
            onClick={plan}
            sx={{ '& .MuiButton-startIcon': { mr: { xs: 0, sm: 1.5 }, ml: { xs: 0, sm: -1 } } }}
          >
            <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
              Plan a campaign
            </Box>
          </Button>
        ) : null
      }
    >
      <FilterBar
        filters={campaignFilters(state, change)}
        onClear={() => change({ status: plainList.status, type: plainList.type })}
      />
      <Box
        aria-busy={list.isPlaceholderData}
        sx={{
          display: 'flex',
          flexDirection: 'column',
          flex: 1,
          minHeight: 0,
          opacity: list.isPlaceholderData ? 0.6 : 1,
          transition: 'opacity 120ms',
        }}
      >
        {content()}
      </Box>
      {planning ? <PlanCampaignDialog onClose={() => setPlanning(false)} /> : null}
    </Page>
  );
};

const none: readonly never[] = [];

export default CampaignsPage;
