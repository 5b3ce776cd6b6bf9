import type { Participant } from '@crm/contracts';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { Link as RouterLink } from 'react-router';
import { type NameOf, nothing } from '../../../changes/shown.ts';
import { useCustomer } from '../customer.api.ts';
import { useRecord } from '../record.ts';

/** Who else took part: other customers as links, users by name, addresses as they are. */
export const Participants = ({
  participants,
  nameOf,
}: {
  participants: readonly Participant[];
  nameOf: NameOf;
}) => {
  const { customer } = useRecord();
  const others = participants.filter(({ customerId }) => customerId !== customer.id);
  if (others.length === 0) return null;
  return (
    <Box sx={{ mt: 1, typography: 'caption', color: 'text.secondary' }}>
      With{' '}
      {others.map(({ customerId, userId, address }, n) => (
        <span key={customerId ?? userId ?? address ?? n}>
          {n === 0 ? '' : ', '}
          {customerId !== null ? (
            <CustomerName id={customerId} />
          ) : userId !== null ? (
            nameOf(userId)
          ) : (
            (address ?? nothing)
          )}
        </span>
      ))}
    </Box>
  );
};

/** Another customer by name; of one that this user may not see, only that there is one. */
const CustomerName = ({ id }: { id: string }) => {
  const { data, error } = useCustomer(id);
  if (error !== null) return 'another customer';
  return (
    <Link component={RouterLink} underline="always" to={`/customers/${id}`}>
      {data === undefined ? '…' : (data.name ?? 'an erased customer')}
    </Link>
  );
};
