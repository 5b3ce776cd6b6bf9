import type { ParkedKey } from '@crm/contracts';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useState } from 'react';
import { humanise } from '../../ui/format.ts';
import { Moment } from '../../ui/Moment.tsx';
import { useNotices } from '../../ui/notice.tsx';
import { lines } from './lines.ts';
import { useRetryParked } from './read-models.api.ts';
import { SkipDialog } from './SkipDialog.tsx';
import { modelName } from './words.ts';

interface Props {
  readonly keys: readonly ParkedKey[];
  readonly mayManage: boolean;
  /** Loads more of them; absent: these are all. */
  readonly onMore: (() => void) | undefined;
}

/** Keys that stand still because an event of theirs could not be folded, and the two ways on. */
export const ParkedKeys = ({ keys, mayManage, onMore }: Props) => {
  const { done, failed } = useNotices();
  const retry = useRetryParked();
  const [skipping, setSkipping] = useState<ParkedKey | null>(null);
  return (
    <>
      <TableContainer>
        <Table size="small" aria-label="Parked keys" sx={lines}>
          <TableHead>
            <TableRow>
              <TableCell>Key</TableCell>
              <TableCell>Event</TableCell>
              <TableCell sx={wide}>Since</TableCell>
              <TableCell align="right">{mayManage ? 'Actions' : null}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {keys.map((parked) => {
              const { model, key, eventType, position, parkedAt } = parked;
              return (
                <TableRow key={`${model} ${parked.build} ${key}`}>
                  <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>
                    {modelName(model)}
                    <Box sx={{ typography: 'caption', color: 'text.secondary' }}>{plainKey(key)}</Box>
                  </TableCell>
                  <TableCell>
                    {humanise(eventType)}
                    <Box sx={{ typography: 'caption', color: 'text.secondary' }}>Position {position}</Box>
                  </TableCell>
                  <TableCell sx={{ ...wide, color: 'text.secondary' }}>
                    <Moment at={parkedAt} />
                  </TableCell>
                  <TableCell align="right" sx={{ whiteSpace: { sm: 'nowrap' } }}>
                    {mayManage ? (
                      <>
                        <Button
                          size="small"
                          aria-label={`Retry ${plainKey(key)}`}
                          disabled={retry.isPending}
                          onClick={() =>
                            retry.mutate(
                              { model, body: { key } },
                              { onSuccess: () => done('It goes on.'), onError: failed },
                            )
                          }
                        >
                          Retry
                        </Button>
                        <Button
                          size="small"
                          aria-label={`Skip the event of ${plainKey(key)}`}
                          onClick={() => setSkipping(parked)}
                        >
                          Skip …
                        </Button>
                      </>
                    ) : null}
                  </TableCell>
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      </TableContainer>
      {onMore === undefined ? null : (
        <Button variant="outlined" onClick={onMore} sx={{ justifySelf: 'start' }}>
          Show more
        </Button>
      )}
      {skipping === null ? null : <SkipDialog parked={skipping} onClose={() => setSkipping(null)} />}
    </>
  );
};

/** What a narrow screen leaves out. */
const wide = { display: { xs: 'none', sm: 'table-cell' } };

/** A key without what makes it JSON. */
const plainKey = (key: string): string => key.replace(/[[\]"]/g, '').replaceAll(',', ', ');
