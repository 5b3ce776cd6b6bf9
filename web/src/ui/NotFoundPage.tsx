import Button from '@mui/material/Button';
import { Link } from 'react-router';
import { EmptyState } from './EmptyState.tsx';
import { SearchIcon } from './icons.ts';
import { Page } from './Page.tsx';

/** An address that leads nowhere. */
const NotFoundPage = () => (
  <Page title="Page not found">
    <EmptyState
      icon={<SearchIcon size={22} />}
      title="There is nothing at this address"
      actions={
        <Button component={Link} to="/customers" variant="outlined">
          Go to customers
        </Button>
      }
    >
      The link may be old or mistyped.
    </EmptyState>
  </Page>
);

export default NotFoundPage;
