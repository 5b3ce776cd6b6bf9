import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { fieldError, problemText } from '../api/problem.ts';
import { EditIcon } from './icons.ts';

interface Props {
  readonly label: string;
  readonly value: string | null;
  /** Saves the new value (null: cleared). While it runs the field is busy; what it throws is shown at the field. */
  readonly onSave: (value: string | null) => Promise<unknown>;
  /** The field's path in the command's body, to find its error by. */
  readonly path?: string;
  /** How the value is shown when it is not being edited. */
  readonly display?: ReactNode;
  readonly type?: 'text' | 'date' | 'multiline';
  /** Makes it a choice. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly readOnly?: boolean;
  /** A choice that cannot be cleared. */
  readonly required?: boolean;
  readonly placeholder?: string;
  /** Runs when editing begins: what the user sees now is what the edit is based on. */
  readonly onEdit?: () => void;
}

/** One fact with inline edit: click or Enter edits, Enter or leaving saves, Escape cancels. */
export const Field = (props: Props) => {
  const [draft, setDraft] = useState<string | null>(null);
  const labelId = useId();
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setDraft(null);
    // Leaving by Tab has moved the focus on already: it is only taken back where nobody has it.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) button.current?.focus();
    });
  };
  const edit = () => {
    props.onEdit?.();
    setDraft(props.value ?? '');
  };
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '112px minmax(0, 1fr)', alignItems: 'start', gap: 2 }}>
      <Typography id={labelId} variant="body2" color="textSecondary" sx={{ py: '5px' }}>
        {props.label}
      </Typography>
      {draft === null ? (
        <Shown {...props} labelId={labelId} button={button} onEdit={edit} />
      ) : (
        <Editor {...props} labelId={labelId} draft={draft} onDraft={setDraft} onClose={close} />
      )}
    </Box>
  );
};

const plainText = {
  px: 2,
  py: '5px',
  minHeight: 30,
  typography: 'body2',
  textAlign: 'left',
  width: '100%',
} as const;

interface ShownProps extends Omit<Props, 'onEdit'> {
  readonly labelId: string;
  readonly button: React.RefObject<HTMLButtonElement | null>;
  readonly onEdit: () => void;
}

const Shown = ({
  value,
  display,
  readOnly,
  placeholder = 'Empty',
  label,
  labelId,
  button,
  onEdit,
}: ShownProps) => {
  const content =
    value === null || value === '' ? (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {readOnly ? '–' : placeholder}
      </Box>
    ) : (
      <Box component="span" sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line', minWidth: 0 }}>
        {display ?? value}
      </Box>
    );
  if (readOnly) {
    return (
      <Box role="group" aria-labelledby={labelId} sx={plainText}>
        {content}
      </Box>
    );
  }
  return (
    <ButtonBase
      ref={button}
      aria-label={`Edit ${label.toLowerCase()}: ${(typeof display === 'string' ? display : value) || placeholder}`}
      onClick={onEdit}
      sx={{
        ...plainText,
        justifyContent: 'space-between',
        gap: 1,
        borderRadius: '6px',
        '& svg': { opacity: 0, flex: 'none' },
        '&:hover, &:focus-visible': { bgcolor: 'surface.quiet' },
        '&:hover svg, &:focus-visible svg': { opacity: 0.6 },
      }}
    >
      {content}
      <EditIcon size={13} aria-hidden />
    </ButtonBase>
  );
};

interface EditorProps extends Props {
  readonly labelId: string;
  readonly draft: string;
  readonly onDraft: (draft: string) => void;
  readonly onClose: () => void;
}

const Editor = ({
  value,
  onSave,
  path,
  type = 'text',
  options,
  required = false,
  labelId,
  draft,
  onDraft,
  onClose,
}: EditorProps) => {
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const save = async (next: string) => {
    const wanted = next.trim() === '' ? null : next.trim();
    if (busy) return;
    if (wanted === (value === '' ? null : value)) return onClose();
    setBusy(true);
    setError(null);
    try {
      await onSave(wanted);
      onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    }
    if (event.key === 'Enter' && (type !== 'multiline' || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save(draft);
    }
  };

  const message = error === null ? undefined : ((path && fieldError(error, path)) ?? problemText(error));
  // Busy is read-only, not disabled: a disabled field loses the focus, and Escape and the caret with it.
  const aria = { 'aria-labelledby': labelId, 'aria-busy': busy };
  if (options !== undefined) {
    return (
      <TextField
        select
        autoFocus
        value={draft}
        error={message !== undefined}
        helperText={message}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
        onChange={({ target }) => {
          onDraft(target.value);
          void save(target.value);
        }}
        slotProps={{
          select: {
            defaultOpen: true,
            displayEmpty: true,
            SelectDisplayProps: aria,
            onClose: () => {
              if (!busy && message === undefined) onClose();
            },
          },
        }}
      >
        {required ? null : <MenuItem value="">None</MenuItem>}
        {options.map((option) => (
          <MenuItem key={option.value} value={option.value}>
            {option.label}
          </MenuItem>
        ))}
      </TextField>
    );
  }
  return (
    <TextField
      autoFocus
      type={type === 'date' ? 'date' : 'text'}
      multiline={type === 'multiline'}
      value={draft}
      error={message !== undefined}
      helperText={message}
      onChange={({ target }) => onDraft(target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => void save(draft)}
      slotProps={{ htmlInput: { ...aria, readOnly: busy } }}
    />
  );
};
