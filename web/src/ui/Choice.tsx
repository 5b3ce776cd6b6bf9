import TextField from '@mui/material/TextField';
import { humanise } from './format.ts';

interface Shared<Value extends string> {
  readonly label: string;
  readonly options: readonly Value[];
  /** A word as people read it. */
  readonly nameOf?: (value: Value) => string;
  readonly error?: string | undefined;
  readonly autoFocus?: boolean;
}
interface Optional<Value extends string> extends Shared<Value> {
  readonly required?: false;
  readonly value: Value | '';
  /** What the empty choice is called. */
  readonly none?: string;
  readonly onChange: (value: Value | '') => void;
}
interface Required<Value extends string> extends Shared<Value> {
  readonly required: true;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** One of a few words, or none of them where that is allowed. */
export const Choice = <Value extends string>(props: Optional<Value> | Required<Value>) => {
  const { label, value, options, nameOf = humanise, error, autoFocus = false } = props;
  const choose = (text: string) => {
    const chosen = options.find((option) => option === text);
    if (chosen !== undefined) props.onChange(chosen);
    else if (!props.required) props.onChange('');
  };
  return (
    <TextField
      select
      autoFocus={autoFocus}
      label={label}
      value={value}
      error={error !== undefined}
      helperText={error}
      onChange={({ target }) => choose(target.value)}
      slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
    >
      {props.required ? null : <option value="">{props.none ?? 'None'}</option>}
      {options.map((option) => (
        <option key={option} value={option}>
          {nameOf(option)}
        </option>
      ))}
    </TextField>
  );
};
