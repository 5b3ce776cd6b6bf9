import { campaignCommands } from '@crm/contracts';
import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { useCommand } from '../../../api/ask.ts';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { useNotices } from '../../../ui/notice.tsx';
import { SkeletonRows } from '../../../ui/SkeletonRows.tsx';
import { AudienceTotals } from '../audience/AudienceTotals.tsx';
import { useAudienceCounts } from '../campaign.api.ts';
import { useRecord } from '../record.ts';

/** The last look before the start: who was asked for, who is left out and why, who is addressed. */
export const LaunchDialog = ({ onClose }: { onClose: () => void }) => {
  const { campaign } = useRecord();
  const { done } = useNotices();
  const counts = useAudienceCounts(campaign.id);
  const launch = useCommand(campaignCommands.LaunchCampaign, {
    onSuccess: () => {
      done('Launched.');
      onClose();
    },
  });
  const running = campaign.audiences.some(({ state }) => state === 'running');
  return (
    <FormDialog
      title={`Launch ${campaign.name}?`}
      action="Launch"
      size="sm"
      ready
      busy={launch.isPending}
      error={launch.error}
      onSubmit={() => launch.mutate({ id: campaign.id })}
      onClose={onClose}
    >
      <Typography variant="body2" color="textSecondary">
        From now on its members can be addressed, and what comes back is recorded. Its variants stay as they
        are.
      </Typography>
      {running ? (
        <Alert severity="info">An audience is still being added: these figures are growing.</Alert>
      ) : null}
      {counts.isPending ? <SkeletonRows rows={3} label="Loading the audiences" /> : null}
      {counts.isError ? <ErrorState error={counts.error} onRetry={() => void counts.refetch()} /> : null}
      {counts.data === undefined ? null : (
        <AudienceTotals audiences={campaign.audiences} counts={counts.data} />
      )}
    </FormDialog>
  );
};
