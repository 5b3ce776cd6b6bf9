import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import TextField from '@mui/material/TextField';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { Link as RouterLink } from 'react-router';
import { fieldError, ProblemError, problemText } from '../../../api/problem.ts';
import { humanise } from '../../../ui/format.ts';

/** An address or number as it is typed. */
export interface ContactDraft {
  readonly value: string;
  readonly label: string;
}

interface Props {
  /** What is typed: `E-mail address`. */
  readonly what: string;
  /** The field's path in the command's body. */
  readonly path: string;
  readonly type: 'email' | 'tel';
  readonly labels: readonly string[];
  readonly initial: ContactDraft;
  /** Saves; `anyway` registers an address that somebody else has. What it throws is shown here. */
  readonly onSave: (draft: ContactDraft, anyway: boolean) => Promise<void>;
  readonly onClose: () => void;
}

/** The small form that adds or changes an address or number: Enter saves, Escape cancels. */
export const ContactForm = ({ what, path, type, labels, initial, onSave, onClose }: Props) => {
  const [draft, setDraft] = useState(initial);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const save = async (anyway: boolean) => {
    setBusy(true);
    setProblem(null);
    try {
      await onSave(draft, anyway);
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };

  const wrong = fieldError(problem, path);
  return (
    <Box
      component="form"
      noValidate
      aria-label={what}
      onSubmit={submit}
      onKeyDown={onKeyDown}
      sx={{ display: 'grid', gridTemplateColumns: '1fr 104px', gap: 2, py: 1 }}
    >
      <TextField
        autoFocus
        type={type}
        value={draft.value}
        error={wrong !== undefined}
        helperText={wrong}
        onChange={({ target }) => setDraft({ ...draft, value: target.value })}
        slotProps={{ htmlInput: { 'aria-label': what } }}
      />
      <TextField
        select
        value={draft.label}
        onChange={({ target }) => setDraft({ ...draft, label: target.value })}
        slotProps={{ select: { native: true }, htmlInput: { 'aria-label': 'Label' } }}
      >
        {labels.map((label) => (
          <option key={label} value={label}>
            {humanise(label)}
          </option>
        ))}
      </TextField>
      {problem === null || wrong !== undefined ? null : (
        <ContactProblem problem={problem} onAnyway={() => void save(true)} />
      )}
      <Box sx={{ gridColumn: '1 / -1', display: 'flex', gap: 2 }}>
        <Button type="submit" size="small" variant="contained" color="primary" disabled={busy}>
          Save
        </Button>
        <Button size="small" onClick={onClose}>
          Cancel
        </Button>
      </Box>
    </Box>
  );
};

/** What the server said; of an address that somebody has, who that is and the way on. */
const ContactProblem = ({ problem, onAnyway }: { problem: unknown; onAnyway: () => void }) => {
  const taken = problem instanceof ProblemError && problem.code === 'email-taken';
  const holder = taken ? problem.facts.customerId : undefined;
  return (
    <Alert severity={taken ? 'warning' : 'error'} sx={{ gridColumn: '1 / -1' }}>
      {problemText(problem)}
      {taken ? (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 3, mt: 1 }}>
          {typeof holder === 'string' ? (
            <Link component={RouterLink} to={`/customers/${holder}`}>
              Open that customer
            </Link>
          ) : null}
          <Button size="small" variant="outlined" onClick={onAnyway}>
            Register anyway
          </Button>
        </Box>
      ) : null}
    </Alert>
  );
};
