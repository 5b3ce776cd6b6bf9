import { useState } from 'react';
import { fieldError } from '../../../api/problem.ts';
import { currencyOf } from '../../../campaign-terms/terms-form.ts';
import { Choice } from '../../../ui/Choice.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { FieldGrid, TextInput, Whole } from '../../../ui/form-fields.tsx';
import { currencies, minorUnits } from '../../../ui/money.ts';
import { useNotices } from '../../../ui/notice.tsx';
import { today } from '../../../ui/today.ts';
import { useRecordCost } from '../campaign.api.ts';
import { useRecord } from '../record.ts';

/** Writes down what was spent on the campaign. */
export const RecordCostDialog = ({ onClose }: { onClose: () => void }) => {
  const { campaign } = useRecord();
  const { done } = useNotices();
  const [amount, setAmount] = useState('');
  const [currency, setCurrency] = useState(currencyOf(campaign));
  const [spentOn, setSpentOn] = useState(today());
  const [note, setNote] = useState('');
  const record = useRecordCost();
  const submit = () =>
    record.mutate(
      {
        id: campaign.id,
        body: {
          amount: { amount: minorUnits(amount, currency), currency },
          spentOn,
          note: note.trim() || null,
        },
      },
      {
        onSuccess: () => {
          done('Cost recorded.');
          onClose();
        },
      },
    );
  return (
    <FormDialog
      title="Record a cost"
      action="Record"
      busy={record.isPending}
      error={record.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <FieldGrid>
        <TextInput
          label="Amount"
          numeric
          autoFocus
          placeholder="1200.50"
          value={amount}
          error={fieldError(record.error, 'amount')}
          onChange={setAmount}
        />
        <Choice
          label="Currency"
          value={currency}
          options={currencies}
          nameOf={(code) => code}
          required
          onChange={setCurrency}
        />
        <Whole>
          <TextInput
            type="date"
            label="Spent on"
            value={spentOn}
            error={fieldError(record.error, 'spentOn')}
            onChange={setSpentOn}
          />
        </Whole>
        <Whole>
          <TextInput label="Note" value={note} error={fieldError(record.error, 'note')} onChange={setNote} />
        </Whole>
      </FieldGrid>
    </FormDialog>
  );
};
