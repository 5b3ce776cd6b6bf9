import Box from '@mui/material/Box';
import { fieldError } from '../api/problem.ts';
import { FieldGroup, TextInput } from '../ui/form-fields.tsx';
import { humanise } from '../ui/format.ts';
import type { TermsProps } from './TermsFields.tsx';
import { utmNames } from './terms-form.ts';

/** The tags that the campaign's links carry. */
export const UtmFields = ({ form, error, onChange }: TermsProps) => (
  <FieldGroup title="UTM tags" hint="What links of the campaign carry">
    <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(3, 1fr)' }, gap: 3 }}>
      {utmNames.map((name) => (
        <TextInput
          key={name}
          label={humanise(name)}
          value={form[name]}
          error={fieldError(error, `utm.${name}`)}
          onChange={(text) => onChange({ [name]: text })}
        />
      ))}
    </Box>
  </FieldGroup>
);
