import Tooltip from '@mui/material/Tooltip';
import { useEffect, useState } from 'react';
import { formatExactly, formatMoment, formatRelative } from './format.ts';

/** An instant: relative (kept fresh) with the exact moment on hover, or `absolute` at once. */
export const Moment = ({ at, absolute = false }: { at: string; absolute?: boolean }) => {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Tooltip title={formatExactly(at)}>
      <time dateTime={at}>{absolute ? formatMoment(at) : formatRelative(at)}</time>
    </Tooltip>
  );
};
