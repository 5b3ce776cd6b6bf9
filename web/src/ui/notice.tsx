import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { problemText } from '../api/problem.ts';

interface Notice {
  readonly id: number;
  readonly text: string;
  readonly failed: boolean;
  readonly action: { readonly label: string; readonly run: () => void } | undefined;
}

/** Says that something was done or failed, and announces results to screen readers. */
export interface Notices {
  readonly done: (text: string, action?: Notice['action']) => void;
  readonly failed: (error: unknown) => void;
  /** Heard, not seen: result counts and the like. */
  readonly announce: (text: string) => void;
}

const Context = createContext<Notices | null>(null);

/** The notices of the page. @throws Error outside the provider */
export const useNotices = (): Notices => {
  const notices = useContext(Context);
  if (notices === null) throw new Error('useNotices is used outside NoticeProvider');
  return notices;
};

const hidden = {
  position: 'fixed',
  top: 0,
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
};

/** Holds the one notice that is shown and the live region that is read out. */
export const NoticeProvider = ({ children }: { children: ReactNode }) => {
  const [notice, setNotice] = useState<Notice | null>(null);
  const [announced, setAnnounced] = useState('');

  const show = useCallback((text: string, failed: boolean, action?: Notice['action']) => {
    setNotice({ id: Date.now(), text, failed, action });
  }, []);
  const notices = useMemo<Notices>(
    () => ({
      done: (text, action) => show(text, false, action),
      failed: (error) => show(problemText(error), true),
      announce: setAnnounced,
    }),
    [show],
  );

  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(() => setNotice(null), notice.failed || notice.action ? 9000 : 4500);
    return () => clearTimeout(timer);
  }, [notice]);

  return (
    <Context value={notices}>
      {children}
      <Box aria-live="polite" role="status" sx={hidden}>
        {announced}
      </Box>
      <Box
        aria-live="polite"
        sx={{
          position: 'fixed',
          left: '50%',
          bottom: { xs: 72, sm: 24 },
          transform: 'translateX(-50%)',
          zIndex: 1600,
        }}
      >
        {notice === null ? null : (
          <Alert
            key={notice.id}
            role="none"
            variant="filled"
            severity={notice.failed ? 'error' : 'success'}
            onClose={() => setNotice(null)}
            sx={{
              minWidth: 280,
              maxWidth: 'min(92vw, 520px)',
              alignItems: 'center',
              '& .MuiAlert-action .MuiIconButton-root': { color: 'inherit' },
              ...(notice.failed
                ? { bgcolor: '#a32724', color: '#fff' }
                : { bgcolor: '#23262d', color: '#f3f4f6' }),
            }}
          >
            {notice.text}
            {notice.action === undefined ? null : (
              <Button
                size="small"
                color="inherit"
                onClick={notice.action.run}
                sx={{ ml: 2, textDecoration: 'underline' }}
              >
                {notice.action.label}
              </Button>
            )}
          </Alert>
        )}
      </Box>
    </Context>
  );
};
