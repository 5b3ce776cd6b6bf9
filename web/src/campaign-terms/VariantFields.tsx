import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import IconButton from '@mui/material/IconButton';
import { fieldError } from '../api/problem.ts';
import { FieldGroup, TextInput } from '../ui/form-fields.tsx';
import { AddIcon, RemoveIcon } from '../ui/icons.ts';
import type { TermsProps } from './TermsFields.tsx';
import type { VariantForm } from './terms-form.ts';

/** The forms that members are shown by chance, each to its share. */
export const VariantFields = ({ form: { variants }, error, onChange }: TermsProps) => {
  const set = (key: number, change: Partial<VariantForm>) =>
    onChange({ variants: variants.map((each) => (each.key === key ? { ...each, ...change } : each)) });
  const add = () => {
    const key = Math.max(-1, ...variants.map((each) => each.key)) + 1;
    const name = String.fromCharCode('A'.charCodeAt(0) + variants.length);
    onChange({ variants: [...variants, { key, name, parts: '1' }] });
  };
  const inside = variants.some((_, n) => fieldError(error, `variants.${n}`) !== undefined);
  const whole = inside ? undefined : fieldError(error, 'variants');
  return (
    <FieldGroup title="Variants" hint="Members are split among them by their parts">
      {variants.map(({ key, name, parts }, n) => (
        <Box
          key={key}
          sx={{ display: 'grid', gridTemplateColumns: '1fr 96px 32px', gap: 3, alignItems: 'start' }}
        >
          <TextInput
            label={`Variant ${n + 1}`}
            value={name}
            error={fieldError(error, `variants.${n}.name`)}
            onChange={(text) => set(key, { name: text })}
          />
          <TextInput
            label="Parts"
            spoken={`Parts of variant ${n + 1}`}
            numeric
            value={parts}
            error={fieldError(error, `variants.${n}.parts`)}
            onChange={(text) => set(key, { parts: text })}
          />
          <IconButton
            aria-label={`Remove variant ${name || n + 1}`}
            onClick={() => onChange({ variants: variants.filter((each) => each.key !== key) })}
            sx={{ mt: 5.5 }}
          >
            <RemoveIcon size={15} aria-hidden />
          </IconButton>
        </Box>
      ))}
      {whole === undefined ? null : <FormHelperText error>{whole}</FormHelperText>}
      <Button
        size="small"
        startIcon={<AddIcon aria-hidden />}
        onClick={add}
        sx={{ justifySelf: 'start', ml: -2 }}
      >
        Variant
      </Button>
    </FieldGroup>
  );
};
