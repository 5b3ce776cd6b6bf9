import Box from '@mui/material/Box';
import { useRef } from 'react';
import { PendingMark } from '../../../editing/PendingMark.tsx';
import { Field } from '../../../ui/Field.tsx';
import { useChangeCampaign } from '../campaign.api.ts';
import { useRecord } from '../record.ts';
import type { FactField } from './fact-fields.ts';

/** One plain term with inline edit. */
export const TermFact = ({ fact }: { fact: FactField }) => {
  const { campaign, editable, edit, pendingOf } = useRecord();
  const { mutateAsync } = useChangeCampaign();
  const seen = useRef(campaign.revision);
  const { name, typed, display, change, ...input } = fact;
  const value = typed(campaign);
  const pending = pendingOf(name);
  const save = (next: string | null) =>
    edit({
      key: name,
      mine: next ?? 'cleared',
      basedOn: seen.current,
      send: (ifMatch) => mutateAsync({ id: campaign.id, body: change(next, campaign), ifMatch }),
    });
  return (
    <Box sx={{ position: 'relative' }}>
      <Field
        {...input}
        path={name}
        value={value}
        display={pending ?? (value === null ? undefined : display(value))}
        readOnly={!editable}
        onEdit={() => {
          seen.current = campaign.revision;
        }}
        onSave={save}
      />
      {pending === undefined ? null : <PendingMark />}
    </Box>
  );
};
