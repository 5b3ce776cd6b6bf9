import type { ReadModelStanding } from '@crm/contracts';
import Box from '@mui/material/Box';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import { formatNumber } from '../../ui/format.ts';
import { Moment } from '../../ui/Moment.tsx';
import { ModelActions } from './ModelActions.tsx';
import { buildName, lagText, modelName } from './words.ts';

/** How one read model stands. What is counted over another one is rebuilt and switched with it. */
export const ModelTableRow = ({
  standing,
  mayManage,
}: {
  standing: ReadModelStanding;
  mayManage: boolean;
}) => {
  const { model, group, shown, kept, followed, position, lagEvents, rate, parked } = standing;
  const isHead = model === group;
  const shownText = shown === null ? 'Not built yet' : buildName(shown);
  return (
    <TableRow hover>
      <TableCell component="th" scope="row" sx={isHead ? {} : { '&&&': { pl: 4 } }}>
        {modelName(model)}
        <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
          <Box component="span" sx={{ display: { sm: 'none' } }}>
            {shownText}
            {isHead ? null : ' · '}
          </Box>
          {isHead ? null : `Counted over ${modelName(group).toLowerCase()}`}
        </Box>
        {shown === null || followed ? null : (
          <Box sx={{ typography: 'caption', color: 'warning.main' }}>
            Stands still: this version is not in the running program
          </Box>
        )}
      </TableCell>
      <TableCell className="medium">{shownText}</TableCell>
      <TableCell className="wide" sx={{ color: 'text.secondary' }}>
        {shown?.shownAt == null ? '–' : <Moment at={shown.shownAt} />}
      </TableCell>
      <TableCell className="wide" align="right">
        {position}
      </TableCell>
      <TableCell align="right" sx={lagEvents === 0 ? { color: 'text.secondary' } : {}}>
        {lagText(standing)}
      </TableCell>
      <TableCell className="wide" align="right">
        {formatNumber(Math.round(rate))}
      </TableCell>
      <TableCell align="right" sx={parked === 0 ? { color: 'text.secondary' } : { color: 'error.main' }}>
        {formatNumber(parked)}
      </TableCell>
      <TableCell className="wide" sx={{ color: 'text.secondary' }}>
        {kept === null ? '–' : buildName(kept)}
      </TableCell>
      <TableCell align="right">{mayManage && isHead ? <ModelActions standing={standing} /> : null}</TableCell>
    </TableRow>
  );
};
