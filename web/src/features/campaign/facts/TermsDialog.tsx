import { useState } from 'react';
import { GoalFields } from '../../../campaign-terms/GoalFields.tsx';
import { goalOf, type TermsForm, termsOf, utmOf, variantsOf } from '../../../campaign-terms/terms-form.ts';
import { UtmFields } from '../../../campaign-terms/UtmFields.tsx';
import { VariantFields } from '../../../campaign-terms/VariantFields.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { useNotices } from '../../../ui/notice.tsx';
import { useChangeCampaign } from '../campaign.api.ts';
import { useRecord } from '../record.ts';

const parts = {
  goal: { title: 'Goal', Fields: GoalFields, change: (form: TermsForm) => ({ goal: goalOf(form) ?? null }) },
  variants: {
    title: 'Variants',
    Fields: VariantFields,
    change: (form: TermsForm) => ({ variants: variantsOf(form) }),
  },
  utm: { title: 'UTM tags', Fields: UtmFields, change: (form: TermsForm) => ({ utm: utmOf(form) ?? null }) },
};

/** A term that has several fields. */
export type TermsPart = keyof typeof parts;

/** Changes a term that has several fields. */
export const TermsDialog = ({ part, onClose }: { part: TermsPart; onClose: () => void }) => {
  const { campaign, edit } = useRecord();
  const { done } = useNotices();
  const { title, Fields, change } = parts[part];
  const [form, setForm] = useState(() => termsOf(campaign));
  const [seen] = useState(campaign.revision);
  const save = useChangeCampaign();
  const [problem, setProblem] = useState<unknown>(null);
  const submit = async () => {
    try {
      await edit({
        key: part,
        mine: title,
        basedOn: seen,
        send: (ifMatch) => save.mutateAsync({ id: campaign.id, body: change(form), ifMatch }),
      });
      done(`${title} saved.`);
      onClose();
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <FormDialog
      title={title}
      action="Save"
      size="sm"
      busy={save.isPending}
      error={problem}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Fields
        form={form}
        error={problem}
        onChange={(next) => setForm((before) => ({ ...before, ...next }))}
      />
    </FormDialog>
  );
};
