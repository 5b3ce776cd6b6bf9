import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation } from 'react-router';
import { accessToken, useSession } from '../api/session.ts';
import { ErrorState } from './ErrorState.tsx';
import { SkeletonRows } from './SkeletonRows.tsx';

/** Lets only signed-in users through; others go to sign-in and come back to the same address. */
export const RequireSession = () => {
  const session = useSession();
  const { pathname, search } = useLocation();
  // Without a token in memory (a fresh tab) the refresh cookie decides.
  const restored = useQuery({
    queryKey: ['session'],
    queryFn: async () => (await accessToken()) !== null,
    enabled: session.status === 'unknown',
  });
  if (session.status === 'signed-out') {
    const to = `${pathname}${search}`;
    return <Navigate replace to={to === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ to })}`} />;
  }
  if (session.status === 'signed-in') return <Outlet />;
  return restored.isError ? (
    <ErrorState error={restored.error} onRetry={() => void restored.refetch()} />
  ) : (
    <SkeletonRows rows={12} />
  );
};
