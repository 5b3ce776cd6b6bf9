import type { CustomerCard, CustomerSort } from '@crm/contracts';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Face } from '../../ui/Face.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { OwnerAvatar } from '../../ui/OwnerAvatar.tsx';
import type { Column } from '../../ui/RecordTable.tsx';
import { StageChip } from '../../ui/StageChip.tsx';
import { Tags } from './Tags.tsx';

const Text = ({ children }: { children: string | null }) => (
  <Typography
    component="span"
    variant="body2"
    noWrap
    color={children === null ? 'textDisabled' : 'textSecondary'}
  >
    {children ?? '–'}
  </Typography>
);

const When = ({ at }: { at: string | null }) => (
  <Typography component="span" variant="body2" noWrap color={at === null ? 'textDisabled' : 'textSecondary'}>
    {at === null ? '–' : <Moment at={at} />}
  </Typography>
);

/** A customer's face and name: the first cell, and the head of cards and the side panel. */
export const Name = ({
  customer,
  size = 24,
}: {
  customer: Pick<CustomerCard, 'id' | 'name'>;
  size?: number;
}) => (
  <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 2.5, minWidth: 0 }}>
    <Face id={customer.id} name={customer.name} size={size} />
    <Typography component="span" variant="subtitle2" noWrap>
      {customer.name ?? 'Erased person'}
    </Typography>
  </Box>
);

/** The columns of the list, in order. */
export const columns: readonly Column<CustomerCard, CustomerSort>[] = [
  {
    id: 'name',
    label: 'Name',
    width: 'minmax(210px, 1.5fr)',
    sort: 'name',
    cell: (customer) => (
      <>
        <Name customer={customer} />
        {customer.archivedAt === null ? null : (
          <Typography component="span" variant="caption" color="textSecondary" sx={{ ml: 2, flex: 'none' }}>
            Archived
          </Typography>
        )}
      </>
    ),
  },
  {
    id: 'email',
    label: 'E-mail',
    width: 'minmax(228px, 1.5fr)',
    sort: 'email',
    cell: ({ email }) => <Text>{email}</Text>,
  },
  {
    id: 'companyName',
    label: 'Company',
    width: 'minmax(150px, 1.1fr)',
    sort: 'companyName',
    cell: ({ companyName }) => <Text>{companyName}</Text>,
  },
  {
    id: 'stage',
    label: 'Stage',
    width: '172px',
    sort: 'stage',
    cell: ({ stage }) => <StageChip stage={stage} />,
  },
  { id: 'ownerId', label: 'Owner', width: '150px', cell: ({ ownerId }) => <OwnerAvatar userId={ownerId} /> },
  {
    id: 'lastActivityAt',
    label: 'Last activity',
    width: '118px',
    sort: 'lastActivityAt',
    cell: ({ lastActivityAt }) => <When at={lastActivityAt} />,
  },
  { id: 'phone', label: 'Phone', width: '152px', sort: 'phone', cell: ({ phone }) => <Text>{phone}</Text> },
  { id: 'tags', label: 'Tags', width: '148px', cell: ({ tags }) => <Tags tags={tags} /> },
  {
    id: 'createdAt',
    label: 'Created',
    width: '112px',
    sort: 'createdAt',
    cell: ({ createdAt }) => <When at={createdAt} />,
  },
  {
    id: 'updatedAt',
    label: 'Updated',
    width: '112px',
    sort: 'updatedAt',
    cell: ({ updatedAt }) => <When at={updatedAt} />,
  },
];
