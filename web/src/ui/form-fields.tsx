import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import type { ReactNode } from 'react';

/** Fields in two columns, in one where it is narrow. */
export const FieldGrid = ({ children }: { children: ReactNode }) => (
  <Box
    sx={{
      display: 'grid',
      gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
      alignItems: 'start',
      columnGap: 3,
      rowGap: 4,
    }}
  >
    {children}
  </Box>
);

/** Takes the whole width of the grid. */
export const Whole = ({ children }: { children: ReactNode }) => (
  <Box sx={{ gridColumn: '1 / -1' }}>{children}</Box>
);

interface Props {
  readonly label: string;
  /** The label for those who hear the page, where it needs more words. */
  readonly spoken?: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly type?: 'text' | 'date' | 'datetime-local';
  /** Brings up the keys for numbers on a telephone. */
  readonly numeric?: boolean;
  readonly autoFocus?: boolean;
  readonly onChange: (value: string) => void;
}

/** One line of text with its label, and what is wrong with it. */
export const TextInput = ({
  label,
  spoken,
  value,
  error,
  hint,
  placeholder,
  type = 'text',
  numeric = false,
  autoFocus = false,
  onChange,
}: Props) => (
  <TextField
    label={label}
    value={value}
    type={type}
    autoFocus={autoFocus}
    placeholder={placeholder ?? ''}
    error={error !== undefined}
    helperText={error ?? hint}
    onChange={({ target }) => onChange(target.value)}
    slotProps={{
      inputLabel: { shrink: true },
      htmlInput: {
        ...(numeric && { inputMode: 'decimal' }),
        ...(spoken !== undefined && { 'aria-label': spoken }),
      },
    }}
  />
);

/** Fields that belong together, under a name. */
export const FieldGroup = ({
  title,
  hint,
  children,
}: {
  title: string;
  hint?: string;
  children: ReactNode;
}) => (
  <Box
    component="fieldset"
    sx={{ gridColumn: '1 / -1', border: 0, m: 0, p: 0, minWidth: 0, display: 'grid', gap: 3 }}
  >
    <Box component="legend" sx={{ p: 0, mb: 2, typography: 'subtitle2' }}>
      {title}
      {hint === undefined ? null : (
        <Box component="span" sx={{ ml: 2, typography: 'caption', color: 'text.secondary' }}>
          {hint}
        </Box>
      )}
    </Box>
    {children}
  </Box>
);
