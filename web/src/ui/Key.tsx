import Box from '@mui/material/Box';

/** A key as it stands on the keyboard. */
export const Key = ({ children }: { children: string }) => (
  <Box
    component="kbd"
    sx={{
      flex: 'none',
      px: '5px',
      minWidth: 18,
      textAlign: 'center',
      border: 1,
      borderColor: 'surface.control',
      borderRadius: '4px',
      bgcolor: 'background.paper',
      color: 'text.secondary',
      fontFamily: 'inherit',
      fontSize: '0.6875rem',
      lineHeight: '16px',
      display: 'inline-block',
    }}
  >
    {children}
  </Box>
);
