import type { AudienceCount, CampaignAudience } from '@crm/contracts';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { formatNumber } from '../../../ui/format.ts';
import { figures } from '../figures-table.ts';
import { AudienceName } from './AudienceName.tsx';
import { type Totals, totalsOf } from './audience-totals.ts';

interface Props {
  readonly audiences: readonly CampaignAudience[];
  readonly counts: readonly AudienceCount[];
}

const columns: readonly (readonly [name: keyof Totals, label: string])[] = [
  ['members', 'Members'],
  ['archived', 'Archived'],
  ['doNotContact', 'Do not contact'],
  ['optedOut', 'Opted out'],
  ['addressed', 'Addressed'],
];

/** Audience by audience: members, those not addressed by reason, and who is; all of them below. */
export const AudienceTotals = ({ audiences, counts }: Props) => (
  <TableContainer>
    <Table size="small" aria-label="Who will be addressed" sx={figures}>
      <TableHead>
        <TableRow>
          <TableCell>Audience</TableCell>
          {columns.map(([name, label]) => (
            <TableCell key={name} align="right">
              {label}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {counts.map((count) => (
          <Line key={count.audienceId ?? 'one by one'} totals={totalsOf([count])}>
            <AudienceName audience={audiences.find(({ audienceId }) => audienceId === count.audienceId)} />
          </Line>
        ))}
        <Line totals={totalsOf(counts)} sum>
          All
        </Line>
      </TableBody>
    </Table>
  </TableContainer>
);

const Line = ({
  totals,
  sum = false,
  children,
}: {
  totals: Totals;
  sum?: boolean;
  children: React.ReactNode;
}) => (
  <TableRow sx={sum ? { '& th, & td': { fontWeight: 600, borderBottom: 0 } } : {}}>
    <TableCell component="th" scope="row">
      {children}
    </TableCell>
    {columns.map(([name]) => (
      <TableCell key={name} align="right">
        {formatNumber(totals[name])}
      </TableCell>
    ))}
  </TableRow>
);
