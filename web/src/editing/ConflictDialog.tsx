import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { ChangeLines } from '../changes/ChangeLines.tsx';
import { type NameOf, shown } from '../changes/shown.ts';
import { Face } from '../ui/Face.tsx';
import { Moment } from '../ui/Moment.tsx';
import { onEscape } from '../ui/on-escape.ts';
import { theirValue } from './conflict.ts';
import type { OpenConflict } from './edit-desk.ts';

/** Somebody else was faster: who changed what in between, mine and theirs side by side, and the user decides. */
export const ConflictDialog = ({ conflict, nameOf }: { conflict: OpenConflict; nameOf: NameOf }) => {
  const titleId = useId();
  const { request, theirs, decide } = conflict;
  const theirText = theirValue(conflict, request.key);
  return (
    <Dialog open onClose={onEscape(() => decide('theirs'))} maxWidth="sm" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>Changed while you were editing</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 4 }}>
        <Box
          component="ul"
          aria-label="Changes in between"
          sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 3 }}
        >
          {theirs.map(({ id, actor, recordedAt, sentence }) => (
            <Box component="li" key={id} sx={{ display: 'flex', gap: 2 }}>
              <Face id={actor} name={nameOf(actor)} size={24} />
              <Box sx={{ minWidth: 0 }}>
                <Typography variant="body2">
                  <strong>{nameOf(actor)}</strong> · {sentence.title} ·{' '}
                  <Box component="span" sx={{ color: 'text.secondary' }}>
                    <Moment at={recordedAt} />
                  </Box>
                </Typography>
                <ChangeLines settings={sentence.settings} nameOf={nameOf} />
              </Box>
            </Box>
          ))}
        </Box>
        {theirText === undefined ? (
          <Typography variant="body2">These changes do not touch what you edited.</Typography>
        ) : null}
        <Box sx={{ display: 'grid', gridTemplateColumns: { sm: '1fr 1fr' }, gap: 3 }}>
          <Version whose="Mine" text={request.mine} />
          {theirText === undefined ? null : (
            <Version whose="Theirs" text={shown(request.key, theirText, nameOf)} />
          )}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={() => decide('theirs')}>
          {theirText === undefined ? 'Discard mine' : 'Keep theirs'}
        </Button>
        <Button variant="contained" color="primary" onClick={() => decide('mine')}>
          Save mine
        </Button>
      </DialogActions>
    </Dialog>
  );
};

const Version = ({ whose, text }: { whose: string; text: string }) => (
  <Box sx={{ border: 1, borderColor: 'divider', borderRadius: '8px', p: 3, minWidth: 0 }}>
    <Typography variant="overline" component="h3" color="textSecondary">
      {whose}
    </Typography>
    <Typography variant="body2" sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
      {text}
    </Typography>
  </Box>
);
