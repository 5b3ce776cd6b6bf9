import type { CampaignMember } from '@crm/contracts';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Face } from '../../../ui/Face.tsx';
import { MemberStanding } from '../../../ui/MemberStanding.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { OwnerAvatar } from '../../../ui/OwnerAvatar.tsx';
import type { CardContent } from '../../../ui/RecordCards.tsx';
import type { Column } from '../../../ui/RecordTable.tsx';

/** A member as a row of a list. */
export type MemberRow = CampaignMember & { readonly id: string };

const Quiet = ({ children }: { children: React.ReactNode }) => (
  <Typography
    component="span"
    variant="body2"
    noWrap
    color={children === null ? 'textDisabled' : 'textSecondary'}
  >
    {children ?? '–'}
  </Typography>
);

const variant: Column<MemberRow> = {
  id: 'variant',
  label: 'Variant',
  width: '120px',
  cell: (member) => <Quiet>{member.variant}</Quiet>,
};

const columns: readonly Column<MemberRow>[] = [
  {
    id: 'name',
    label: 'Name',
    width: 'minmax(190px, 1.3fr)',
    cell: ({ id, name }) => (
      <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 2.5, minWidth: 0 }}>
        <Face id={id} name={name} size={24} />
        <Typography component="span" variant="subtitle2" noWrap>
          {name ?? 'Erased person'}
        </Typography>
      </Box>
    ),
  },
  {
    id: 'standing',
    label: 'Status',
    width: 'minmax(220px, 1fr)',
    cell: (member) => <MemberStanding member={member} />,
  },
  {
    id: 'lastTouchAt',
    label: 'Last touch',
    width: '118px',
    cell: ({ lastTouchAt }) => <Quiet>{lastTouchAt && <Moment at={lastTouchAt} />}</Quiet>,
  },
  {
    id: 'email',
    label: 'E-mail',
    width: 'minmax(210px, 1.2fr)',
    cell: ({ email }) => <Quiet>{email}</Quiet>,
  },
  {
    id: 'companyName',
    label: 'Company',
    width: 'minmax(150px, 1fr)',
    cell: ({ companyName }) => <Quiet>{companyName}</Quiet>,
  },
  {
    id: 'ownerId',
    label: 'Owner',
    width: '150px',
    cell: ({ ownerId }) => <OwnerAvatar userId={ownerId} />,
  },
  {
    id: 'addedAt',
    label: 'Added',
    width: '112px',
    cell: ({ addedAt }) => (
      <Quiet>
        <Moment at={addedAt} />
      </Quiet>
    ),
  },
];

/** The columns of the members, with their variants where the campaign has any. */
export const columnsFor = (variants: boolean): readonly Column<MemberRow>[] =>
  variants ? columns.flatMap((column) => (column.id === 'email' ? [variant, column] : [column])) : columns;

/** A member on a card of the narrow list. */
export const memberCard = (member: MemberRow): CardContent => ({
  face: <Face id={member.id} name={member.name} size={36} />,
  title: member.name ?? 'Erased person',
  detail: member.companyName ?? member.email ?? 'No company',
  state: <MemberStanding member={member} brief />,
  note: member.lastTouchAt === null ? 'No touch' : <Moment at={member.lastTouchAt} />,
});
