import type { InteractionView } from '@crm/contracts';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { type FormEvent, useId, useState } from 'react';
import { fieldError, ProblemError, problemText } from '../../../api/problem.ts';
import { saveOnCtrlEnter } from '../../../ui/chords.ts';
import { humanise } from '../../../ui/format.ts';
import { useNotices } from '../../../ui/notice.tsx';
import { onEscape } from '../../../ui/on-escape.ts';
import { InteractionFields } from '../composer/InteractionFields.tsx';
import { offers } from '../composer/interaction-choices.ts';
import { corrected, draftOf, type InteractionDraft } from '../composer/interaction-draft.ts';
import { useCorrectInteraction } from '../customer.api.ts';

/** Corrects what was logged: only what differs is sent, and what stood before stays in the history. */
export const CorrectInteractionDialog = ({
  interaction,
  onClose,
}: {
  interaction: InteractionView;
  onClose: () => void;
}) => {
  const titleId = useId();
  const [before] = useState(() => draftOf(interaction));
  const [draft, setDraft] = useState(before);
  const { mutateAsync, isPending, error } = useCorrectInteraction();
  const { done } = useNotices();
  const change = (part: Partial<InteractionDraft>) => setDraft((earlier) => ({ ...earlier, ...part }));
  const wrong = (path: string) => fieldError(error, path);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const body = corrected(before, draft);
    if (Object.keys(body).length === 0) return onClose();
    const { customerId: id, interactionId } = interaction;
    const accepted = await mutateAsync({ id, interactionId, body }).catch(() => null);
    if (accepted === null) return;
    onClose();
    done(`${humanise(interaction.kind)} corrected.`);
  };

  return (
    <Dialog open onClose={onEscape(onClose)} maxWidth="sm" fullWidth aria-labelledby={titleId}>
      <form noValidate onSubmit={save} onKeyDown={saveOnCtrlEnter}>
        <DialogTitle id={titleId}>Correct this {humanise(interaction.kind).toLowerCase()}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 3 }}>
          {offers(draft.kind).subject ? (
            <TextField
              label="Subject"
              value={draft.subject}
              error={wrong('subject') !== undefined}
              helperText={wrong('subject')}
              onChange={({ target }) => change({ subject: target.value })}
            />
          ) : null}
          <TextField
            autoFocus
            multiline
            onFocus={({ target }) => target.setSelectionRange(target.value.length, target.value.length)}
            minRows={3}
            maxRows={14}
            label="Text"
            value={draft.body}
            error={wrong('body') !== undefined}
            helperText={wrong('body')}
            onChange={({ target }) => change({ body: target.value })}
          />
          <InteractionFields draft={draft} onChange={change} problem={error} />
          {error === null || (error instanceof ProblemError && error.fields.length > 0) ? null : (
            <Alert severity="error">{problemText(error)}</Alert>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" color="primary" disabled={isPending}>
            Save correction
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
