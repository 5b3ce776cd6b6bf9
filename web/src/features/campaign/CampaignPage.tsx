import Button from '@mui/material/Button';
import { Link as RouterLink, useParams } from 'react-router';
import { useMoment } from '../../api/travel.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { CampaignsIcon } from '../../ui/icons.ts';
import { Page } from '../../ui/Page.tsx';
import { RecordSkeleton } from '../../ui/RecordSkeleton.tsx';
import { CampaignView } from './CampaignView.tsx';
import { useCampaign } from './campaign.api.ts';

const crumbs = [{ label: 'Campaigns', to: '/campaigns' }];

/** One campaign: terms, members, audiences, report, costs. */
const CampaignPage = () => {
  const { id = '' } = useParams();
  const { data: campaign, error, refetch } = useCampaign(id);
  if (campaign !== undefined) {
    return (
      <Page title={campaign.name} crumbs={crumbs}>
        <CampaignView key={id} campaign={campaign} readAgain={() => void refetch()} />
      </Page>
    );
  }
  return (
    <Page title={error === null ? 'Campaign' : 'Campaign not shown'} crumbs={crumbs}>
      {error === null ? (
        <RecordSkeleton label="Loading the campaign" />
      ) : error.status === 404 ? (
        <NoSuchCampaign />
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  );
};

export default CampaignPage;

const NoSuchCampaign = () => {
  const travelling = useMoment() !== null;
  return (
    <EmptyState
      icon={<CampaignsIcon size={22} />}
      title="There is no such campaign"
      actions={
        <Button variant="outlined" component={RouterLink} to="/campaigns">
          All campaigns
        </Button>
      }
    >
      {travelling
        ? 'There was none yet at the moment you look back to, or the link is wrong.'
        : 'The link may be wrong.'}
    </EmptyState>
  );
};
