import { campaignCommands } from '@crm/contracts';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCommand } from '../../api/ask.ts';
import { TermsFields } from '../../campaign-terms/TermsFields.tsx';
import { emptyTerms, planOf } from '../../campaign-terms/terms-form.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useNotices } from '../../ui/notice.tsx';

/** Plans a campaign and goes to it: the next step is who it is for. */
export const PlanCampaignDialog = ({ onClose }: { onClose: () => void }) => {
  const navigate = useNavigate();
  const { done } = useNotices();
  const [form, setForm] = useState(emptyTerms);
  const plan = useCommand(campaignCommands.PlanCampaign, {
    onSuccess: ({ id }) => {
      done(`${form.name} is planned.`);
      void navigate(`/campaigns/${id}?tab=audience`);
    },
  });
  return (
    <FormDialog
      title="Plan a campaign"
      action="Plan"
      size="sm"
      busy={plan.isPending}
      error={plan.error}
      onSubmit={() => plan.mutate({ body: planOf(form) })}
      onClose={onClose}
    >
      <TermsFields
        form={form}
        error={plan.error}
        onChange={(change) => setForm((before) => ({ ...before, ...change }))}
      />
    </FormDialog>
  );
};
