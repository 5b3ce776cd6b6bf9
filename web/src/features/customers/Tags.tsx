import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';

const quiet = {
  px: 1.5,
  borderRadius: '5px',
  bgcolor: 'surface.quiet',
  color: 'text.secondary',
  typography: 'caption',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
} as const;

/** A customer's tags: `atMost` of them, and how many more there are. */
export const Tags = ({ tags, atMost = 1 }: { tags: readonly string[]; atMost?: number }) => {
  const shown = tags.slice(0, atMost);
  const hidden = tags.slice(atMost);
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', flexWrap: atMost > 2 ? 'wrap' : 'nowrap', gap: 1, minWidth: 0 }}
    >
      {shown.map((tag) => (
        <Box key={tag} component="span" sx={quiet}>
          {tag}
        </Box>
      ))}
      {hidden.length === 0 ? null : (
        <Tooltip title={hidden.join(', ')}>
          <Box component="span" sx={{ ...quiet, flex: 'none' }}>
            +{hidden.length}
          </Box>
        </Tooltip>
      )}
    </Box>
  );
};
