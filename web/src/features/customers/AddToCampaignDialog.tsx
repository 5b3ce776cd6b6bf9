import { campaignCommands } from '@crm/contracts';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCommand } from '../../api/ask.ts';
import { type CustomerFilterState, filterQuery } from '../../customer-filter/customer-filter.ts';
import { type CustomerCount, useCustomerCount } from '../../customer-filter/use-customer-count.ts';
import { CampaignPicker, type PickedCampaign } from '../../ui/CampaignPicker.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useNotices } from '../../ui/notice.tsx';

interface Props {
  readonly filter: CustomerFilterState;
  readonly onClose: () => void;
}

const titleOf = (count: CustomerCount | undefined): string => {
  if (count === undefined) return 'Add to a campaign';
  return count.one ? 'Add this customer to a campaign' : `Add these ${count.text} to a campaign`;
};

/** Makes everybody whom the list shows now a member of a campaign. */
export const AddToCampaignDialog = ({ filter, onClose }: Props) => {
  const [campaign, setCampaign] = useState<PickedCampaign | null>(null);
  const count = useCustomerCount(filter);
  const navigate = useNavigate();
  const { done } = useNotices();
  const add = useCommand(campaignCommands.AddAudience, {
    onSuccess: ({ id }) => {
      const run = () => void navigate(`/campaigns/${id}?tab=audience`);
      done('They are being added to the campaign.', { label: 'Watch', run });
      onClose();
    },
  });
  return (
    <FormDialog
      title={titleOf(count)}
      action="Add"
      busy={add.isPending || campaign === null}
      error={add.error}
      onSubmit={() => campaign && add.mutate({ id: campaign.id, body: { filter: filterQuery(filter) } })}
      onClose={onClose}
    >
      <Typography variant="body2" color="textSecondary">
        Everybody whom the list finds now becomes a member. Who must not be contacted becomes one too, but is
        not addressed.
      </Typography>
      <CampaignPicker value={campaign} onChosen={setCampaign} />
    </FormDialog>
  );
};
