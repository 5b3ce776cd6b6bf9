import Box from '@mui/material/Box';
import { fieldError } from '../api/problem.ts';
import { Choice } from '../ui/Choice.tsx';
import { TextInput } from '../ui/form-fields.tsx';
import { currencies } from '../ui/money.ts';
import type { TermsProps } from './TermsFields.tsx';

/** What a campaign may cost and what it is to bring, in one currency. */
export const MoneyFields = ({ form, error, onChange }: TermsProps) => (
  <Box
    sx={{
      gridColumn: '1 / -1',
      display: 'grid',
      gridTemplateColumns: { xs: '1fr 1fr', sm: '1fr 1fr 1fr 104px' },
      gap: 3,
    }}
  >
    <TextInput
      label="Budget"
      numeric
      placeholder="1200.50"
      value={form.budget}
      error={fieldError(error, 'budget')}
      onChange={(budget) => onChange({ budget })}
    />
    <TextInput
      label="Expected revenue"
      numeric
      value={form.expectedRevenue}
      error={fieldError(error, 'expectedRevenue')}
      onChange={(expectedRevenue) => onChange({ expectedRevenue })}
    />
    <TextInput
      label="Expected response, %"
      numeric
      value={form.expectedResponse}
      error={fieldError(error, 'expectedResponse')}
      onChange={(expectedResponse) => onChange({ expectedResponse })}
    />
    <Choice
      label="Currency"
      value={form.currency}
      options={currencies}
      nameOf={(currency) => currency}
      required
      onChange={(currency) => onChange({ currency })}
    />
  </Box>
);
