import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';

interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** The text of an option beside its box. */
const line = { slotProps: { typography: { variant: 'body2' } }, sx: { ml: 0, mr: 2 } } as const;

interface ChoicesProps<T extends string> {
  readonly options: readonly Option<T>[];
  readonly chosen: readonly T[];
  readonly onChosen: (chosen: readonly T[]) => void;
}

/** Any number of options, each with its box. */
export const Choices = <T extends string>({ options, chosen, onChosen }: ChoicesProps<T>) => (
  <Box sx={{ display: 'flex', flexDirection: 'column', p: 2 }}>
    {options.map(({ value, label }, index) => (
      <FormControlLabel
        key={value}
        label={label}
        control={
          <Checkbox
            size="small"
            autoFocus={index === 0}
            checked={chosen.includes(value)}
            onChange={(_, on) => onChosen(on ? [...chosen, value] : chosen.filter((each) => each !== value))}
            sx={{ p: 1 }}
          />
        }
        {...line}
      />
    ))}
  </Box>
);

interface OneProps<T extends string> {
  readonly label: string;
  readonly options: readonly Option<T>[];
  readonly chosen: T;
  readonly onChosen: (chosen: T) => void;
}

/** Exactly one of a few options. */
export const OneChoice = <T extends string>({ label, options, chosen, onChosen }: OneProps<T>) => (
  <RadioGroup
    aria-label={label}
    value={chosen}
    onChange={(_, value) => onChosen(options.find((option) => option.value === value)?.value ?? chosen)}
    sx={{ p: 2 }}
  >
    {options.map(({ value, label: name }) => (
      <FormControlLabel key={value} value={value} label={name} control={<Radio size="small" />} {...line} />
    ))}
  </RadioGroup>
);
