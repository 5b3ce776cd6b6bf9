import { useEffect } from 'react';
import { useHistory } from '../customer.api.ts';

/** The whole history, page after page until all is there: only then is every moment on the slider. */
export const useWholeHistory = (id: string) => {
  const history = useHistory(id);
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = history;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
  return history;
};
