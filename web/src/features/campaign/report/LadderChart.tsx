import type { EffectCounts } from '@crm/contracts';
import Box from '@mui/material/Box';
import { countOf, formatKnown, lengthOf } from './counts.ts';
import { countNames } from './words.ts';

const rungs = ['members', 'sent', 'delivered', 'opened', 'clicked', 'responded', 'converted'] as const;

/** How far members came, rung by rung, as bars. The table below says the same in figures. */
export const LadderChart = ({ counts, channel }: { counts: EffectCounts; channel: string }) => (
  <Box
    role="img"
    aria-label={`Bars: ${rungs
      .map((rung) => `${countNames[rung].toLowerCase()} ${formatKnown(countOf(counts, rung, channel))}`)
      .join(', ')}`}
    sx={{
      display: 'grid',
      gridTemplateColumns: '84px minmax(0, 1fr)',
      alignItems: 'center',
      columnGap: 3,
      rowGap: 1.5,
      mb: 4,
    }}
  >
    {rungs.map((rung) => {
      const count = countOf(counts, rung, channel);
      return (
        <Box key={rung} sx={{ display: 'contents' }}>
          <Box sx={{ typography: 'body2', color: 'text.secondary' }}>{countNames[rung]}</Box>
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, minWidth: 0 }}>
            <Box
              style={{ width: `calc((100% - 72px) * ${lengthOf(count, counts.members)})` }}
              sx={{
                flex: 'none',
                height: 18,
                minWidth: count === null ? 0 : '2px',
                borderRadius: '3px',
                bgcolor: 'primary.main',
              }}
            />
            <Box sx={{ typography: 'body2', fontWeight: 550, fontVariantNumeric: 'tabular-nums' }}>
              {formatKnown(count)}
            </Box>
          </Box>
        </Box>
      );
    })}
  </Box>
);
