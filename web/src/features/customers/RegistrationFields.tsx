import {
  EmailLabel,
  LeadSource,
  LifecycleStage,
  PhoneLabel,
  Salutation,
  userQuestions,
} from '@crm/contracts';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ask } from '../../api/ask.ts';
import { useMay } from '../../api/may.ts';
import { fieldError } from '../../api/problem.ts';
import { humanise } from '../../ui/format.ts';
import { stageName } from '../../ui/StageChip.tsx';
import { bodyPaths, type RegistrationForm } from './registration.ts';

type FieldName = keyof RegistrationForm;

interface Props {
  readonly form: RegistrationForm;
  readonly error: unknown;
  /** What is said at the e-mail field beside what its rule says. */
  readonly emailProblem: ReactNode;
  readonly onChange: (change: Partial<RegistrationForm>) => void;
}

interface Option {
  readonly value: string;
  readonly label: string;
}

const words = (values: readonly string[], name = humanise): readonly Option[] =>
  values.map((value) => ({ value, label: name(value) }));

/** The fields of a registration: the everyday ones first, the rest on request. */
export const RegistrationFields = ({ form, error, emailProblem, onChange }: Props) => {
  const may = useMay();
  const { data: users = [] } = useQuery(ask(userQuestions.users, {}));
  const [all, setAll] = useState(false);

  const field = (name: FieldName, label: string, more: FieldOptions = {}) => {
    const message = (name === 'email' ? emailProblem : null) ?? fieldError(error, bodyPaths[name]);
    return (
      <TextField
        label={label}
        value={form[name]}
        error={Boolean(message)}
        helperText={message ?? more.hint}
        select={more.options !== undefined}
        autoFocus={more.first ?? false}
        type={more.type ?? 'text'}
        onChange={({ target }) => onChange({ [name]: target.value })}
        sx={{
          gridColumn: {
            xs: more.span === undefined ? '1 / -1' : `span ${more.span}`,
            sm: `span ${more.span ?? 6}`,
          },
        }}
        slotProps={{
          formHelperText: { component: 'div' },
          select: { displayEmpty: true },
          inputLabel: { shrink: true },
        }}
      >
        {more.options?.map((option) => (
          <MenuItem key={option.value} value={option.value}>
            {option.label}
          </MenuItem>
        ))}
      </TextField>
    );
  };

  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(12, minmax(0, 1fr))', columnGap: 3, rowGap: 4 }}>
      {field('firstName', 'First name', { first: true })}
      {field('lastName', 'Last name (required)')}
      {field('email', 'E-mail', { type: 'email', span: 8 })}
      {field('emailLabel', 'Kind', { options: words(EmailLabel.options), span: 4 })}
      {field('phone', 'Phone', { type: 'tel', span: 8, hint: 'With country code: +49 30 1234567' })}
      {field('phoneLabel', 'Kind', { options: words(PhoneLabel.options), span: 4 })}
      {field('companyName', 'Company')}
      {field('jobTitle', 'Job title')}
      {field('stage', 'Stage', { options: words(LifecycleStage.options, stageName) })}
      {may('customer.assign', null)
        ? field('ownerId', 'Owner', {
            options: [
              { value: '', label: 'Me' },
              { value: 'none', label: 'No owner' },
              ...users.flatMap(({ id, name, active }) =>
                active ? [{ value: id, label: name ?? 'Unknown' }] : [],
              ),
            ],
          })
        : null}
      {field('tags', 'Tags', { span: 12, hint: 'Separated by commas' })}
      {all ? (
        <>
          {field('salutation', 'Salutation', { options: [nothing, ...words(Salutation.options, String)] })}
          {field('birthDate', 'Date of birth', { type: 'date' })}
          {field('leadSource', 'Lead source', { options: [nothing, ...words(LeadSource.options)], span: 12 })}
          {field('street', 'Street', { span: 12 })}
          {field('postalCode', 'Postal code', { span: 4 })}
          {field('city', 'City', { span: 8 })}
          {field('state', 'State')}
          {field('countryCode', 'Country', { hint: 'Two letters: DE' })}
        </>
      ) : (
        <Button
          size="small"
          onClick={() => setAll(true)}
          sx={{ gridColumn: '1 / -1', justifySelf: 'start', ml: -2 }}
        >
          More fields
        </Button>
      )}
    </Box>
  );
};

const nothing: Option = { value: '', label: 'Not said' };

interface FieldOptions {
  readonly options?: readonly Option[];
  readonly type?: 'email' | 'tel' | 'date';
  readonly hint?: string;
  /** Columns of twelve. */
  readonly span?: number;
  readonly first?: boolean;
}
