import TextField from '@mui/material/TextField';
import { humanise } from '../../../ui/format.ts';

interface Props<Value extends string> {
  readonly label: string;
  readonly value: Value | '';
  readonly options: readonly Value[];
  /** What the empty choice is called. */
  readonly none?: string;
  readonly error?: string | undefined;
  readonly onChange: (value: Value | '') => void;
}

/** One of a few words, or none of them. */
export const Choice = <Value extends string>({
  label,
  value,
  options,
  none = 'None',
  error,
  onChange,
}: Props<Value>) => (
  <TextField
    select
    label={label}
    value={value}
    error={error !== undefined}
    helperText={error}
    onChange={({ target }) => onChange(options.find((option) => option === target.value) ?? '')}
    slotProps={{ select: { native: true } }}
  >
    <option value="">{none}</option>
    {options.map((option) => (
      <option key={option} value={option}>
        {humanise(option)}
      </option>
    ))}
  </TextField>
);
