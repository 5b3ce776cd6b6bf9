import { useState } from 'react';
import { CampaignPicker, type PickedCampaign } from '../../../ui/CampaignPicker.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { useNotices } from '../../../ui/notice.tsx';
import { useAddToCampaign } from '../customer.api.ts';
import { useRecord } from '../record.ts';

/** Makes this customer a member of a campaign. */
export const AddToCampaignDialog = ({ onClose }: { onClose: () => void }) => {
  const { present } = useRecord();
  const { done } = useNotices();
  const [campaign, setCampaign] = useState<PickedCampaign | null>(null);
  const add = useAddToCampaign();
  const submit = () =>
    campaign &&
    add.mutate(
      { id: present.id, body: { campaignId: campaign.id } },
      {
        onSuccess: () => {
          done(`Now a member of ${campaign.name}.`);
          onClose();
        },
      },
    );
  return (
    <FormDialog
      title="Add to a campaign"
      action="Add"
      busy={add.isPending || campaign === null}
      error={add.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <CampaignPicker value={campaign} onChosen={setCampaign} />
    </FormDialog>
  );
};
