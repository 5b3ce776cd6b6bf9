import Box from '@mui/material/Box';

/** A word in a quiet frame, with a dot before it that only supports it. */
export const DotChip = ({ colour, children }: { colour: string; children: string }) => (
  <Box
    component="span"
    sx={{
      display: 'inline-flex',
      alignItems: 'center',
      gap: 1.5,
      maxWidth: '100%',
      height: 22,
      px: 2,
      border: 1,
      borderColor: 'divider',
      borderRadius: '6px',
      typography: 'caption',
      fontWeight: 500,
      whiteSpace: 'nowrap',
    }}
  >
    <Box
      component="span"
      aria-hidden
      sx={{ width: 8, height: 8, flex: 'none', borderRadius: '50%', bgcolor: colour }}
    />
    <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
      {children}
    </Box>
  </Box>
);
