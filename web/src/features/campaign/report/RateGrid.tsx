import type { Rate } from '@crm/contracts';
import Box from '@mui/material/Box';
import { formatShare } from '../../../ui/format.ts';
import { rateWords, shareWords } from './words.ts';

/** The rates as a grid of figures, each with what it is a share of. */
export const RateGrid = ({ rates }: { rates: readonly Rate[] }) => (
  <Box
    component="dl"
    sx={{
      m: 0,
      display: 'grid',
      gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(auto-fill, minmax(144px, 1fr))' },
      gap: 2,
    }}
  >
    {rates.map((rate) => (
      <Box
        key={rate.name}
        sx={{ border: 1, borderColor: 'divider', borderRadius: '8px', px: 3, py: 2.5, minWidth: 0 }}
      >
        <Box component="dt" sx={{ typography: 'caption', fontWeight: 550, color: 'text.secondary' }}>
          {rateWords[rate.name].name}
        </Box>
        <Box component="dd" sx={{ m: 0 }}>
          <Box sx={{ typography: 'h1', fontVariantNumeric: 'tabular-nums', my: 0.5 }}>
            {formatShare(rate.value)}
          </Box>
          <Box sx={{ typography: 'caption', color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>
            {rate.value === null ? 'Not known' : shareWords(rate)}
          </Box>
        </Box>
      </Box>
    ))}
  </Box>
);
