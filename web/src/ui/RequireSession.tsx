import { useEffect } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { accessToken, useSession } from '../api/session.ts';
import { SkeletonRows } from './SkeletonRows.tsx';

/** Lets only signed-in users through; others go to sign-in and come back to the same address. */
export const RequireSession = () => {
  const session = useSession();
  const { pathname, search } = useLocation();
  useEffect(() => {
    // Without a token in memory (a fresh tab) the refresh cookie decides. No answer: the page itself shows the error.
    if (session.status === 'unknown') void accessToken().catch(() => undefined);
  }, [session.status]);
  if (session.status === 'signed-out') {
    const to = `${pathname}${search}`;
    return <Navigate replace to={to === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ to })}`} />;
  }
  return session.status === 'unknown' ? <SkeletonRows rows={12} /> : <Outlet />;
};
