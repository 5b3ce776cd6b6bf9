import type { ReadModelStanding } from '@crm/contracts';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { lines } from './lines.ts';
import { ModelTableRow } from './ModelTableRow.tsx';

/** Every read model, those that are counted over another one below it. */
export const ModelTable = ({
  standings,
  mayManage,
}: {
  standings: readonly ReadModelStanding[];
  mayManage: boolean;
}) => (
  <TableContainer>
    <Table
      size="small"
      aria-label="Read models"
      sx={{
        ...lines,
        '& .medium': { display: { xs: 'none', sm: 'table-cell' } },
        '& .wide': { display: { xs: 'none', md: 'table-cell' } },
      }}
    >
      <TableHead>
        <TableRow>
          <TableCell>Name</TableCell>
          <TableCell className="medium">Shown</TableCell>
          <TableCell className="wide">Since</TableCell>
          <TableCell className="wide" align="right">
            Position
          </TableCell>
          <TableCell align="right">Behind</TableCell>
          <TableCell className="wide" align="right">
            Events/s
          </TableCell>
          <TableCell align="right">Parked</TableCell>
          <TableCell className="wide">Kept</TableCell>
          <TableCell align="right">{mayManage ? 'Actions' : null}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {inGroups(standings).map((standing) => (
          <ModelTableRow key={standing.model} standing={standing} mayManage={mayManage} />
        ))}
      </TableBody>
    </Table>
  </TableContainer>
);

/** Each group together, the model that the others are counted over first. */
const inGroups = (standings: readonly ReadModelStanding[]): readonly ReadModelStanding[] =>
  standings
    .filter(({ model, group }) => model === group)
    .flatMap((head) => [
      head,
      ...standings.filter(({ model, group }) => group === head.model && model !== group),
    ]);
