import Box from '@mui/material/Box';
import { useRef } from 'react';
import { PendingMark } from '../../../editing/PendingMark.tsx';
import { Field } from '../../../ui/Field.tsx';
import { useChangeDetails } from '../customer.api.ts';
import { useRecord } from '../record.ts';
import type { factFields } from './fact-fields.ts';
import { Past } from './Past.tsx';

/** One plain fact with inline edit. */
export const PlainFact = ({ fact }: { fact: (typeof factFields)[number] }) => {
  const { customer, present, editable, edit, pendingOf } = useRecord();
  const { mutateAsync } = useChangeDetails();
  const seen = useRef(customer.revision);
  const { name, label, display = itself, ...input } = fact;
  const value = customer[name];
  const pending = pendingOf(name);

  const save = (next: string | null) =>
    edit({
      key: name,
      mine: next === null ? 'cleared' : display(next),
      basedOn: seen.current,
      send: (ifMatch) => mutateAsync({ id: customer.id, body: { [name]: next }, ifMatch }),
    });

  return (
    <Past field={name} past={value} present={present[name]}>
      <Box sx={{ position: 'relative' }}>
        <Field
          {...input}
          label={label}
          path={name}
          value={value}
          display={pending ?? (value === null ? undefined : display(value))}
          readOnly={!editable}
          onEdit={() => {
            seen.current = customer.revision;
          }}
          onSave={save}
        />
        {pending === undefined ? null : <PendingMark />}
      </Box>
    </Past>
  );
};

const itself = (value: string): string => value;
