import type { Effect } from '@crm/contracts';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { figures } from '../../../ui/figures-table.ts';
import { countOf, formatKnown } from './counts.ts';
import { counted, countNames } from './words.ts';

interface Props {
  readonly total: Effect;
  readonly variants: readonly Effect[];
  readonly channel: string;
}

/** Every count of the report in figures: as a whole, and by variant. */
export const CountsTable = ({ total, variants, channel }: Props) => {
  const columns = [total, ...variants];
  return (
    <TableContainer>
      <Table size="small" aria-label="Members by what they did" sx={figures}>
        <TableHead>
          <TableRow>
            <TableCell>Count of members</TableCell>
            {columns.map(({ variant }) => (
              <TableCell key={variant ?? ''} align="right">
                {variant ?? 'All'}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {counted.map((name) => (
            <TableRow key={name}>
              <TableCell component="th" scope="row">
                {countNames[name]}
              </TableCell>
              {columns.map(({ variant, counts }) => (
                <TableCell key={variant ?? ''} align="right">
                  {formatKnown(countOf(counts, name, channel))}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
};
