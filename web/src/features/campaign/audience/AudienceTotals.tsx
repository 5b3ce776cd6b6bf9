import type { AudienceCount, CampaignAudience } from '@crm/contracts';
import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import useMediaQuery from '@mui/material/useMediaQuery';
import type { ReactNode } from 'react';
import { figures } from '../../../ui/figures-table.ts';
import { formatNumber } from '../../../ui/format.ts';
import { AudienceName } from './AudienceName.tsx';
import { type Totals, totalsOf } from './audience-totals.ts';

interface Props {
  readonly audiences: readonly CampaignAudience[];
  readonly counts: readonly AudienceCount[];
}

const names: Readonly<Record<keyof Totals, string>> = {
  members: 'Members',
  archived: 'Archived',
  doNotContact: 'Do not contact',
  optedOut: 'Opted out',
  addressed: 'Addressed',
};
const reasons = ['archived', 'doNotContact', 'optedOut'] as const;

/** Audience by audience: members, those not addressed by reason, and who is; all of them below. */
export const AudienceTotals = ({ audiences, counts }: Props) => {
  const narrow = useMediaQuery((theme) => theme.breakpoints.down('sm'));
  // Where there is no room for a column each, the reasons stand in words below the name.
  const columns = narrow
    ? (['members', 'addressed'] as const)
    : (['members', ...reasons, 'addressed'] as const);
  const line = (totals: Totals, name: ReactNode, key: string) => (
    <TableRow key={key} sx={key === 'all' ? { '& th, & td': { fontWeight: 600, borderBottom: 0 } } : {}}>
      <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>
        {name}
        {narrow ? <LeftOut totals={totals} /> : null}
      </TableCell>
      {columns.map((column) => (
        <TableCell key={column} align="right">
          {formatNumber(totals[column])}
        </TableCell>
      ))}
    </TableRow>
  );
  return (
    <Table size="small" aria-label="Who will be addressed" sx={figures}>
      <TableHead>
        <TableRow>
          <TableCell>Audience</TableCell>
          {columns.map((column) => (
            <TableCell key={column} align="right">
              {names[column]}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {counts.map((count) =>
          line(
            totalsOf([count]),
            <AudienceName audience={audiences.find(({ audienceId }) => audienceId === count.audienceId)} />,
            count.audienceId ?? 'one by one',
          ),
        )}
        {line(totalsOf(counts), 'All', 'all')}
      </TableBody>
    </Table>
  );
};

const LeftOut = ({ totals }: { totals: Totals }) => (
  <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
    {reasons
      .filter((reason) => totals[reason] > 0)
      .map((reason) => `${names[reason]} ${formatNumber(totals[reason])}`)
      .join(', ')}
  </Box>
);
