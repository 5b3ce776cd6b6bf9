import Box from '@mui/material/Box';
import type { Setting } from './sentences.ts';
import { type NameOf, shown } from './shown.ts';

/** What an event set, field by field: `Job title  CTO → CEO`. An old value that is not known is left out. */
export const ChangeLines = ({ settings, nameOf }: { settings: readonly Setting[]; nameOf: NameOf }) =>
  settings.length === 0 ? null : (
    <Box
      component="ul"
      sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.5, typography: 'body2' }}
    >
      {settings.map(({ key, field, label, from, to }) => (
        <Box component="li" key={key} sx={{ overflowWrap: 'anywhere' }}>
          <Box component="span" sx={{ color: 'text.secondary', mr: 2 }}>
            {label}
          </Box>
          {from === undefined || from === null ? null : (
            <>
              <Box component="del" sx={{ color: 'text.secondary', textDecorationColor: 'currentcolor' }}>
                {shown(field, from, nameOf)}
              </Box>
              <Box component="span" sx={{ mx: 1.5, color: 'text.secondary' }} aria-label="became">
                →
              </Box>
            </>
          )}
          <Box component="span" sx={{ fontWeight: 500 }}>
            {to === null ? 'cleared' : shown(field, to, nameOf)}
          </Box>
        </Box>
      ))}
    </Box>
  );
