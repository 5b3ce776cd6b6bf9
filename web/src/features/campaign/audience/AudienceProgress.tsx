import type { CampaignAudience } from '@crm/contracts';
import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { formatNumber } from '../../../ui/format.ts';
import { Moment } from '../../../ui/Moment.tsx';
import { useRecord } from '../record.ts';
import { AudienceName } from './AudienceName.tsx';

/** An audience that is being added, or was cut off before anybody was. */
export const AudienceProgress = ({ audience }: { audience: CampaignAudience }) => {
  const { nameOf } = useRecord();
  const nameId = useId();
  const { state, handled, total, requestedAt, requestedBy } = audience;
  return (
    <Box sx={{ border: 1, borderColor: 'divider', borderRadius: '8px', p: 3, display: 'grid', gap: 2 }}>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'baseline', flexWrap: 'wrap' }}>
        <Typography id={nameId} variant="subtitle2" component="h2" sx={{ flex: 1, minWidth: 160 }}>
          <AudienceName audience={audience} />
        </Typography>
        <Typography variant="caption" color="textSecondary">
          <Moment at={requestedAt} /> by {nameOf(requestedBy)}
        </Typography>
      </Box>
      {state === 'abandoned' ? (
        <Typography variant="body2" color="error">
          Cut off before it was known who belongs to it: nobody was added. Please add it again.
        </Typography>
      ) : (
        <>
          <LinearProgress
            aria-labelledby={nameId}
            {...(total === null
              ? { variant: 'indeterminate' }
              : { variant: 'determinate', value: total === 0 ? 100 : (100 * handled) / total })}
            sx={{ height: 6, borderRadius: '3px' }}
          />
          <Typography variant="caption" color="textSecondary" sx={{ fontVariantNumeric: 'tabular-nums' }}>
            {total === null
              ? 'Finding who belongs to it…'
              : `${formatNumber(handled)} of ${formatNumber(total)} added`}
          </Typography>
        </>
      )}
    </Box>
  );
};
