import { useRouteError } from 'react-router';
import { ErrorState } from './ErrorState.tsx';

/** A page that could not be shown at all: a fault of ours, or a new release took its code away. */
export const PageFailed = () => <ErrorState error={useRouteError()} onRetry={() => location.reload()} />;
