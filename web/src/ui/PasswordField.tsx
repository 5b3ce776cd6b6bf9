import IconButton from '@mui/material/IconButton';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { HideIcon, ShowIcon } from './icons.ts';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly autoComplete: 'current-password' | 'new-password' | 'off';
  readonly error?: string | undefined;
  readonly hint?: string;
  readonly autoFocus?: boolean;
}

/** A password that can be looked at while it is typed. */
export const PasswordField = ({
  label,
  value,
  onValue,
  autoComplete,
  error,
  hint,
  autoFocus = false,
}: Props) => {
  const [visible, setVisible] = useState(false);
  return (
    <TextField
      label={label}
      type={visible ? 'text' : 'password'}
      value={value}
      autoFocus={autoFocus}
      required
      error={error !== undefined}
      helperText={error ?? hint}
      onChange={({ target }) => onValue(target.value)}
      slotProps={{
        htmlInput: { autoComplete, maxLength: 200 },
        inputLabel: { required: false },
        input: {
          endAdornment: (
            <InputAdornment position="end">
              <IconButton
                edge="end"
                aria-label={visible ? 'Hide the password' : 'Show the password'}
                onClick={() => setVisible(!visible)}
                sx={{ width: 26, height: 26 }}
              >
                {visible ? <HideIcon size={15} /> : <ShowIcon size={15} />}
              </IconButton>
            </InputAdornment>
          ),
        },
      }}
    />
  );
};
