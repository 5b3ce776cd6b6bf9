import { CampaignType, Channel } from '@crm/contracts';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { fieldError } from '../api/problem.ts';
import { Choice } from '../ui/Choice.tsx';
import { FieldGrid, TextInput, Whole } from '../ui/form-fields.tsx';
import { GoalFields } from './GoalFields.tsx';
import { MoneyFields } from './MoneyFields.tsx';
import type { TermsForm } from './terms-form.ts';
import { UtmFields } from './UtmFields.tsx';
import { VariantFields } from './VariantFields.tsx';

/** What every part of the form is handed. */
export interface TermsProps {
  readonly form: TermsForm;
  /** What the server said of it. */
  readonly error: unknown;
  readonly onChange: (change: Partial<TermsForm>) => void;
}

/** The fields of a new campaign: the everyday ones first, the rest on request. */
export const TermsFields = ({ form, error, onChange }: TermsProps) => {
  const [all, setAll] = useState(false);
  const parts = { form, error, onChange };
  return (
    <FieldGrid>
      <Whole>
        <TextInput
          label="Name (required)"
          value={form.name}
          error={fieldError(error, 'name')}
          autoFocus
          onChange={(name) => onChange({ name })}
        />
      </Whole>
      <Choice
        label="Type"
        value={CampaignType.safeParse(form.type).data ?? 'email'}
        options={CampaignType.options}
        required
        error={fieldError(error, 'type')}
        onChange={(type) => onChange({ type })}
      />
      <Choice
        label="Channel"
        value={Channel.safeParse(form.channel).data ?? ''}
        options={Channel.options}
        none="As usual for the type"
        error={fieldError(error, 'channel')}
        onChange={(channel) => onChange({ channel })}
      />
      <TextInput
        type="date"
        label="Start"
        value={form.startDate}
        error={fieldError(error, 'startDate')}
        onChange={(startDate) => onChange({ startDate })}
      />
      <TextInput
        type="date"
        label="End"
        value={form.endDate}
        error={fieldError(error, 'endDate')}
        onChange={(endDate) => onChange({ endDate })}
      />
      <MoneyFields {...parts} />
      <GoalFields {...parts} />
      {all ? (
        <>
          <VariantFields {...parts} />
          <UtmFields {...parts} />
        </>
      ) : (
        <Button
          size="small"
          onClick={() => setAll(true)}
          sx={{ gridColumn: '1 / -1', justifySelf: 'start', ml: -2 }}
        >
          Variants and UTM tags
        </Button>
      )}
    </FieldGrid>
  );
};
