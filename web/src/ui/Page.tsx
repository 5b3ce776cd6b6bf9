import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link as RouterLink, useLocation, useNavigationType } from 'react-router';
import { NextIcon } from './icons.ts';
import { TopBar } from './TopBar.tsx';

interface Crumb {
  readonly label: string;
  /** Absent: it has no page of its own. */
  readonly to?: string;
}

interface Props {
  /** The one h1 of the page, and the title of the window. */
  readonly title: string;
  /** What stands above this page, outermost first. */
  readonly crumbs?: readonly Crumb[];
  /** Controls at the right of the top bar. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The first page of a visit keeps the browser's own start of focus. */
let isFirst = true;

/** A page inside the frame: top bar with breadcrumb and h1, and the content below. A new path moves focus to the h1. */
export const Page = ({ title, crumbs = [], actions, children }: Props) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  const arrivedBy = useNavigationType();
  useEffect(() => {
    document.title = `${title} · CRM`;
  }, [title]);
  const path = useRef<string | null>(null);
  // What changes behind the path (a search that is being typed, a filter) is no new page: the focus stays where it is.
  useEffect(() => {
    if (path.current === pathname) return;
    path.current = pathname;
    if (arrivedBy !== 'POP' || !isFirst) heading.current?.focus();
    isFirst = false;
  }, [pathname, arrivedBy]);

  return (
    <>
      <TopBar actions={actions}>
        <Box component="nav" aria-label="Breadcrumb" sx={{ display: 'contents' }}>
          {crumbs.map(({ label, to }) => (
            <Box
              key={label}
              component="span"
              sx={{ display: { xs: 'none', sm: 'inline-flex' }, alignItems: 'center', gap: 1 }}
            >
              {to === undefined ? (
                <Typography component="span" variant="body2">
                  {label}
                </Typography>
              ) : (
                <Link component={RouterLink} to={to} variant="body2" color="textSecondary">
                  {label}
                </Link>
              )}
              <NextIcon size={14} aria-hidden />
            </Box>
          ))}
        </Box>
        <Typography
          ref={heading}
          variant="h3"
          component="h1"
          tabIndex={-1}
          noWrap
          sx={{ outline: 'none', fontSize: '0.9375rem', minWidth: 0 }}
        >
          {title}
        </Typography>
      </TopBar>
      <Box
        component="main"
        id="content"
        sx={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0, minWidth: 0 }}
      >
        {children}
      </Box>
    </>
  );
};
