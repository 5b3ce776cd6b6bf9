import type { TimelineEntry } from '@crm/contracts';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { Link as RouterLink } from 'react-router';
import { humanise } from '../../../ui/format.ts';
import { TimelineLine } from './TimelineLine.tsx';

/** What a campaign did, or what came back, with the campaign's name. */
export const TouchEntry = ({ entry }: { entry: TimelineEntry }) => {
  const { touch } = entry;
  if (touch === null) return null;
  const { kind, campaignId, campaignName, channel, variant, url } = touch;
  const facts = [humanise(channel), variant && `Variant ${variant}`, url];
  return (
    <TimelineLine
      kind="touch"
      actor={entry.actor}
      at={entry.occurredAt}
      headline={
        <>
          {humanise(kind)}:{' '}
          <Link component={RouterLink} to={`/campaigns/${campaignId}`} underline="always" color="inherit">
            {campaignName ?? 'a campaign'}
          </Link>
        </>
      }
    >
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          columnGap: 3,
          typography: 'caption',
          color: 'text.secondary',
          overflowWrap: 'anywhere',
        }}
      >
        {facts
          .filter((fact) => fact !== null)
          .map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
      </Box>
    </TimelineLine>
  );
};
