import { GoalKind } from '@crm/contracts';
import Box from '@mui/material/Box';
import { fieldError } from '../api/problem.ts';
import { Choice } from '../ui/Choice.tsx';
import { FieldGroup, TextInput } from '../ui/form-fields.tsx';
import { goalName } from './goal-name.ts';
import type { TermsProps } from './TermsFields.tsx';

/** What a campaign wants to reach. */
export const GoalFields = ({ form, error, onChange }: TermsProps) => {
  const chosen = form.goalKind !== '';
  return (
    <FieldGroup title="Goal">
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr 2fr' }, gap: 3 }}>
        <Choice
          label="Of"
          value={GoalKind.safeParse(form.goalKind).data ?? ''}
          options={GoalKind.options}
          nameOf={goalName}
          none="No goal"
          error={fieldError(error, 'goal.kind')}
          onChange={(goalKind) => onChange({ goalKind })}
        />
        {chosen ? (
          <>
            <TextInput
              label={form.goalKind === 'revenue' ? `Target, ${form.currency}` : 'Target'}
              numeric
              value={form.goalTarget}
              error={fieldError(error, 'goal.target')}
              onChange={(goalTarget) => onChange({ goalTarget })}
            />
            <TextInput
              label="In words"
              value={form.goalDescription}
              error={fieldError(error, 'goal.description')}
              onChange={(goalDescription) => onChange({ goalDescription })}
            />
          </>
        ) : null}
      </Box>
    </FieldGroup>
  );
};
