import Button from '@mui/material/Button';
import { Link as RouterLink, useParams } from 'react-router';
import { ProblemError } from '../../api/problem.ts';
import { useMoment } from '../../api/travel.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { CustomersIcon } from '../../ui/icons.ts';
import { Page } from '../../ui/Page.tsx';
import { RecordSkeleton } from '../../ui/RecordSkeleton.tsx';
import { CustomerView } from './CustomerView.tsx';
import { useCustomer } from './customer.api.ts';

const crumbs = [{ label: 'Customers', to: '/customers' }];

/** One customer: facts, timeline, history. */
export const CustomerPage = () => {
  const { id = '' } = useParams();
  const { data: customer, error, refetch } = useCustomer(id);
  if (customer !== undefined) {
    return (
      <Page title={customer.name ?? 'Erased customer'} crumbs={crumbs}>
        <CustomerView key={id} present={customer} readAgain={() => void refetch()} />
      </Page>
    );
  }
  return (
    <Page title={error === null ? 'Customer' : 'Customer not shown'} crumbs={crumbs}>
      {error === null ? (
        <RecordSkeleton label="Loading the customer" />
      ) : isMissing(error) ? (
        <NoSuchCustomer />
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  );
};
export default CustomerPage;

const isMissing = (error: unknown): boolean => error instanceof ProblemError && error.status === 404;

const NoSuchCustomer = () => {
  const travelling = useMoment() !== null;
  return (
    <EmptyState
      icon={<CustomersIcon size={22} />}
      title="There is no such customer"
      actions={
        <Button variant="outlined" component={RouterLink} to="/customers">
          All customers
        </Button>
      }
    >
      {travelling
        ? 'There was none yet at the moment you look back to, or the link is wrong.'
        : 'The link may be wrong, or the customer belongs to somebody whose records you may not see.'}
    </EmptyState>
  );
};
