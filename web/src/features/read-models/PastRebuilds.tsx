import type { Rebuild } from '@crm/contracts';
import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { formatDuration, formatNumber } from '../../ui/format.ts';
import { Moment } from '../../ui/Moment.tsx';
import { useUserName } from '../../ui/OwnerAvatar.tsx';
import { lines } from './lines.ts';
import { rebuildName, stateWords } from './words.ts';

/** What a narrow screen leaves out. */
const wide = { display: { xs: 'none', sm: 'table-cell' } };

/** How the last rebuilds ended. */
export const PastRebuilds = ({ rebuilds }: { rebuilds: readonly Rebuild[] }) => {
  const nameOf = useUserName();
  return (
    <TableContainer>
      <Table size="small" aria-label="Last rebuilds" sx={lines}>
        <TableHead>
          <TableRow>
            <TableCell>What</TableCell>
            <TableCell>Ended</TableCell>
            <TableCell sx={wide} align="right">
              Events
            </TableCell>
            <TableCell sx={wide} align="right">
              Took
            </TableCell>
            <TableCell sx={wide}>Asked for by</TableCell>
            <TableCell align="right">When</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rebuilds.map((rebuild) => (
            <TableRow key={rebuild.id}>
              <TableCell component="th" scope="row">
                {rebuildName(rebuild)}
              </TableCell>
              <TableCell>
                <Box component="span" sx={rebuild.state === 'failed' ? { color: 'error.main' } : {}}>
                  {stateWords[rebuild.state]}
                </Box>
                {rebuild.fault === null ? null : (
                  <Box sx={{ typography: 'caption', color: 'text.secondary' }}>{rebuild.fault}</Box>
                )}
              </TableCell>
              <TableCell sx={wide} align="right">
                {formatNumber(rebuild.done)}
              </TableCell>
              <TableCell sx={wide} align="right">
                {tookOf(rebuild)}
              </TableCell>
              <TableCell sx={wide}>{nameOf(rebuild.requestedBy) ?? 'Unknown user'}</TableCell>
              <TableCell align="right" sx={{ color: 'text.secondary' }}>
                <Moment at={rebuild.finishedAt ?? rebuild.requestedAt} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
};

const tookOf = ({ startedAt, finishedAt }: Rebuild): string =>
  startedAt === null || finishedAt === null
    ? '–'
    : formatDuration(Math.ceil((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000));
