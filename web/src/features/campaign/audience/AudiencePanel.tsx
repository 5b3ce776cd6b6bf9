import { takesMembers } from '@crm/contracts';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { CustomersIcon, FilterIcon, UploadIcon } from '../../../ui/icons.ts';
import { SkeletonRows } from '../../../ui/SkeletonRows.tsx';
import { useAudienceCounts } from '../campaign.api.ts';
import { useRecord } from '../record.ts';
import { AddByFileDialog } from './AddByFileDialog.tsx';
import { AddByFilterDialog } from './AddByFilterDialog.tsx';
import { AudienceProgress } from './AudienceProgress.tsx';
import { AudienceTotals } from './AudienceTotals.tsx';

/** Who the campaign is for: adding them, audiences on their way, and what each came to. */
export const AudiencePanel = () => {
  const { campaign, editable } = useRecord();
  const [adding, setAdding] = useState<'filter' | 'file' | null>(null);
  const counts = useAudienceCounts(campaign.id);
  const open = editable && takesMembers(campaign.status);
  const unfinished = campaign.audiences.filter(({ state }) => state !== 'completed');
  const close = () => setAdding(null);
  const actions = open ? (
    <>
      <Button
        variant="contained"
        color="primary"
        startIcon={<FilterIcon aria-hidden />}
        onClick={() => setAdding('filter')}
      >
        Add by filter
      </Button>
      <Button variant="outlined" startIcon={<UploadIcon aria-hidden />} onClick={() => setAdding('file')}>
        Add from a file
      </Button>
    </>
  ) : null;

  const body = () => {
    if (counts.isPending) return <SkeletonRows rows={4} label="Loading the audiences" />;
    if (counts.isError) return <ErrorState error={counts.error} onRetry={() => void counts.refetch()} />;
    if (counts.data.length === 0 && unfinished.length === 0)
      return (
        <EmptyState icon={<CustomersIcon size={22} />} title="Nobody yet" actions={actions}>
          Add everybody whom a filter of the customers’ list finds, or the addresses of a file.
        </EmptyState>
      );
    return (
      <>
        {actions === null ? null : <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>{actions}</Box>}
        {unfinished.map((audience) => (
          <AudienceProgress key={audience.audienceId} audience={audience} />
        ))}
        {counts.data.length === 0 ? null : (
          <AudienceTotals audiences={campaign.audiences} counts={counts.data} />
        )}
      </>
    );
  };

  return (
    <>
      {body()}
      {adding === 'filter' ? <AddByFilterDialog onClose={close} /> : null}
      {adding === 'file' ? <AddByFileDialog onClose={close} /> : null}
    </>
  );
};
