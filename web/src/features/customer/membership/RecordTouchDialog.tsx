import { Channel, TouchKind } from '@crm/contracts';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { fieldError } from '../../../api/problem.ts';
import { CampaignPicker, type PickedCampaign } from '../../../ui/CampaignPicker.tsx';
import { Choice } from '../../../ui/Choice.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { FieldGrid, TextInput, Whole } from '../../../ui/form-fields.tsx';
import { useNotices } from '../../../ui/notice.tsx';
import { useRecordTouch } from '../customer.api.ts';
import { useRecord } from '../record.ts';

interface Props {
  /** Null: it is chosen here. */
  readonly campaign: PickedCampaign | null;
  readonly onClose: () => void;
}

/** Writes down by hand what a campaign did, or what came back. */
export const RecordTouchDialog = ({ campaign: given, onClose }: Props) => {
  const { present } = useRecord();
  const { done } = useNotices();
  const [campaign, setCampaign] = useState(given);
  const [kind, setKind] = useState<TouchKind>('responded');
  const [channel, setChannel] = useState<Channel | ''>('');
  const [when, setWhen] = useState('');
  const record = useRecordTouch();
  const submit = () =>
    campaign &&
    record.mutate(
      {
        id: present.id,
        body: {
          campaignId: campaign.id,
          kind,
          occurredAt: (when === '' ? new Date() : new Date(when)).toISOString(),
          ...(channel !== '' && { channel }),
        },
      },
      {
        onSuccess: () => {
          done('Touch recorded.');
          onClose();
        },
      },
    );
  return (
    <FormDialog
      title="Record a touch"
      action="Record"
      busy={record.isPending || campaign === null}
      error={record.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {given === null ? (
        <CampaignPicker value={campaign} onChosen={setCampaign} />
      ) : (
        <Typography variant="body2">{given.name}</Typography>
      )}
      <FieldGrid>
        <Whole>
          <Choice
            label="What happened"
            value={kind}
            options={TouchKind.options}
            required
            autoFocus={given !== null}
            error={fieldError(record.error, 'kind')}
            onChange={setKind}
          />
        </Whole>
        <Choice
          label="Channel"
          value={channel}
          options={Channel.options}
          none="That of the campaign"
          error={fieldError(record.error, 'channel')}
          onChange={setChannel}
        />
        <TextInput
          type="datetime-local"
          label="When"
          hint="Empty: now"
          value={when}
          error={fieldError(record.error, 'occurredAt')}
          onChange={setWhen}
        />
      </FieldGrid>
    </FormDialog>
  );
};
