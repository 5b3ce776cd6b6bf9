import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { interactionIcon } from '../../../ui/interaction-icons.ts';
import { Moment } from '../../../ui/Moment.tsx';
import { useRecord } from '../record.ts';

interface Props {
  /** An interaction's kind, `change`, or `touch`. */
  readonly kind: string;
  readonly actor: string;
  readonly at: string;
  readonly headline: ReactNode;
  /** Controls at the right. */
  readonly action?: ReactNode;
  /** Changes of the record stand back behind what people did. */
  readonly quiet?: boolean;
  readonly children?: ReactNode;
}

/** One line of the timeline: icon on the thread, who and what, when, and what there is to read. */
export const TimelineLine = ({ kind, actor, at, headline, action, quiet = false, children }: Props) => {
  const { nameOf } = useRecord();
  const Icon = interactionIcon(kind);
  const size = quiet ? 22 : 28;
  return (
    <Box
      component="li"
      sx={{
        position: 'relative',
        display: 'grid',
        gridTemplateColumns: '28px minmax(0, 1fr)',
        columnGap: 3,
        pb: 3,
        '&:not(:last-of-type)::before': {
          content: '""',
          position: 'absolute',
          left: 13.5,
          top: size + 4,
          bottom: 0,
          width: '1px',
          bgcolor: 'divider',
        },
      }}
    >
      <Box
        aria-hidden
        sx={{
          display: 'grid',
          placeItems: 'center',
          justifySelf: 'center',
          width: size,
          height: size,
          borderRadius: '50%',
          bgcolor: quiet ? 'surface.quiet' : 'action.selected',
          color: quiet ? 'text.secondary' : 'primary.main',
        }}
      >
        <Icon size={quiet ? 12 : 14} />
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, minHeight: size }}>
          <Box sx={{ flex: 1, minWidth: 0, typography: 'body2', overflowWrap: 'anywhere' }}>
            <Box component="span" sx={{ fontWeight: 550 }}>
              {nameOf(actor)}
            </Box>
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {' · '}
            </Box>
            {headline}
          </Box>
          <Box
            component="span"
            sx={{
              typography: 'caption',
              color: 'text.secondary',
              whiteSpace: 'nowrap',
              fontVariantNumeric: 'tabular-nums',
            }}
          >
            <Moment at={at} />
          </Box>
          {action}
        </Box>
        {children}
      </Box>
    </Box>
  );
};
