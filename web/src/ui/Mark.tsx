import Box from '@mui/material/Box';

/** The product's mark: a log of events with the newest in the accent. */
export const Mark = ({ size = 22 }: { size?: number }) => (
  <Box
    component="svg"
    viewBox="0 0 24 24"
    aria-hidden
    sx={{ width: size, height: size, flex: 'none', color: 'primary.main' }}
  >
    <rect width="24" height="24" rx="6.5" fill="currentColor" />
    <g fill="none" strokeLinecap="round" strokeWidth="2.2">
      <path d="M7 16.5h4" stroke="#fff" strokeOpacity=".55" />
      <path d="M7 12h7" stroke="#fff" strokeOpacity=".75" />
      <path d="M7 7.5h10" stroke="#fff" />
    </g>
  </Box>
);
