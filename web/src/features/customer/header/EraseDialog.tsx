import { type CustomerRow, ErasureReason } from '@crm/contracts';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { fieldError } from '../../../api/problem.ts';
import { Choice } from '../../../ui/Choice.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { TextInput } from '../../../ui/form-fields.tsx';
import { useNotices } from '../../../ui/notice.tsx';
import { useEraseCustomer } from '../customer.api.ts';

const reasons: Readonly<Record<ErasureReason, string>> = {
  asked: 'The person asked for it',
  consent_withdrawn: 'The person withdrew their consent',
  objection: 'The person objected',
  no_longer_needed: 'Their data is not needed any more',
  unlawful: 'Their data should not have been kept',
  legal_obligation: 'A law demands it',
};

interface Props {
  readonly customer: CustomerRow;
  readonly onClose: () => void;
}

/** Asks twice before a person is erased: it says what will happen, and wants the name. */
export const EraseDialog = ({ customer: { id, name }, onClose }: Props) => {
  const { done } = useNotices();
  const { mutate, isPending, error } = useEraseCustomer(() => {
    done('The person was erased.');
    onClose();
  });
  const [reason, setReason] = useState<ErasureReason>('asked');
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string>();
  const wanted = name ?? 'erase';

  const erase = () => {
    if (typed.trim() === wanted) mutate({ id, body: { reason } });
    else setWrong(`Type ${wanted} to confirm.`);
  };
  return (
    <FormDialog
      title="Erase this person for good?"
      action="Erase for good"
      dangerous
      busy={isPending}
      error={error}
      onSubmit={erase}
      onClose={onClose}
    >
      <Typography variant="body2" component="div" color="textSecondary">
        Name, addresses, numbers and the texts of every interaction become unreadable everywhere, also in the
        history. That they were there, when, and what they count for stays. Nobody can undo this, and nothing
        can be recorded about the person afterwards. Other people’s records stay whole.
      </Typography>
      <Choice
        required
        label="Reason"
        value={reason}
        options={ErasureReason.options}
        nameOf={(each) => reasons[each]}
        error={fieldError(error, 'reason')}
        onChange={setReason}
      />
      <TextInput
        autoFocus
        label={`Type ${wanted} to confirm`}
        value={typed}
        error={wrong}
        onChange={(text) => {
          setTyped(text);
          setWrong(undefined);
        }}
      />
    </FormDialog>
  );
};
