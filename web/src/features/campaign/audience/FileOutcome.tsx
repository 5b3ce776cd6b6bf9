import type { AudienceAccepted } from '@crm/contracts';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useId } from 'react';
import { formatNumber, howMany } from '../../../ui/format.ts';
import { DownloadIcon } from '../../../ui/icons.ts';
import { saveFile } from '../../../ui/save-file.ts';
import { type FileAddress, unknownCsv, whyUnknown } from './addresses.ts';

interface Props {
  readonly outcome: AudienceAccepted;
  readonly addresses: readonly FileAddress[];
  readonly onClose: () => void;
}

const atMost = 5;

/** What came of a file: how many are being added, which addresses lead to nobody, and these as a file to correct. */
export const FileOutcome = ({ outcome: { total, unknown }, addresses, onClose }: Props) => {
  const titleId = useId();
  const more = unknown.length - atMost;
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>Add from a file</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 3 }}>
        <Alert severity={total === 0 ? 'warning' : 'success'}>
          {total === 0
            ? 'Nobody was found.'
            : `${howMany(total, 'customer')} ${total === 1 ? 'is' : 'are'} being added.`}
        </Alert>
        {unknown.length === 0 ? null : (
          <Box sx={{ typography: 'body2' }}>
            {formatNumber(unknown.length)} {unknown.length === 1 ? 'address leads' : 'addresses lead'} to
            nobody:
            <Box component="ul" sx={{ m: 0, mt: 1, pl: 5, color: 'text.secondary' }}>
              {unknown.slice(0, atMost).map(({ row, address, code }) => (
                <Box component="li" key={row} sx={{ overflowWrap: 'anywhere' }}>
                  {address} {whyUnknown[code]}
                </Box>
              ))}
              {more > 0 ? <li>and {formatNumber(more)} more</li> : null}
            </Box>
          </Box>
        )}
      </DialogContent>
      <DialogActions>
        {unknown.length === 0 ? null : (
          <Button
            variant="outlined"
            startIcon={<DownloadIcon aria-hidden />}
            onClick={() => saveFile('unknown-addresses.csv', unknownCsv(unknown, addresses), 'text/csv')}
          >
            Download them
          </Button>
        )}
        <Button variant="contained" color="primary" onClick={onClose} autoFocus>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  );
};
