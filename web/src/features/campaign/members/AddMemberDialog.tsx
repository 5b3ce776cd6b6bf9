import { useState } from 'react';
import { CustomerPicker, type PickedCustomer } from '../../../ui/CustomerPicker.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { useNotices } from '../../../ui/notice.tsx';
import { useAddMember } from '../campaign.api.ts';
import { useRecord } from '../record.ts';

/** Makes one customer a member, found by search. */
export const AddMemberDialog = ({ onClose }: { onClose: () => void }) => {
  const { campaign } = useRecord();
  const { done } = useNotices();
  const [customer, setCustomer] = useState<PickedCustomer | null>(null);
  const add = useAddMember();
  const submit = () =>
    customer &&
    add.mutate(
      { id: customer.id, body: { campaignId: campaign.id } },
      {
        onSuccess: () => {
          done(`${customer.name ?? 'The customer'} is a member now.`);
          onClose();
        },
      },
    );
  return (
    <FormDialog
      title="Add a customer"
      action="Add"
      busy={add.isPending || customer === null}
      error={add.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <CustomerPicker value={customer} onChosen={setCustomer} />
    </FormDialog>
  );
};
