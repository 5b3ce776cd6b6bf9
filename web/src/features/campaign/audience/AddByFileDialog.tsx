import { AudienceAccepted, mostAddresses } from '@crm/contracts';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { useAddAudience } from '../campaign.api.ts';
import { useRecord } from '../record.ts';
import { addressesIn, type FileAddress } from './addresses.ts';
import { FileOutcome } from './FileOutcome.tsx';

interface Chosen {
  readonly name: string;
  readonly addresses: readonly FileAddress[];
}

/** Makes members of those who have the addresses of a CSV file; what leads to nobody comes back as a file. */
export const AddByFileDialog = ({ onClose }: { onClose: () => void }) => {
  const { campaign } = useRecord();
  const [file, setFile] = useState<Chosen | null>(null);
  const [outcome, setOutcome] = useState<AudienceAccepted | null>(null);
  const add = useAddAudience();
  const count = file?.addresses.length ?? 0;
  const choose = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    add.reset();
    setFile({ name: chosen.name, addresses: addressesIn(await chosen.text()) });
  };
  const submit = () =>
    file &&
    add.mutate(
      { id: campaign.id, body: { emails: file.addresses.map(({ address }) => address) } },
      { onSuccess: (accepted) => setOutcome(AudienceAccepted.parse(accepted)) },
    );

  if (outcome !== null && file !== null)
    return <FileOutcome outcome={outcome} addresses={file.addresses} onClose={onClose} />;
  return (
    <FormDialog
      title="Add from a file"
      action={count === 0 ? 'Add' : `Add ${formatNumber(count)}`}
      busy={add.isPending || count === 0 || count > mostAddresses}
      error={add.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Typography variant="body2" color="textSecondary">
        A CSV file with a column of e-mail addresses. Customers who have one of them become members; the
        addresses themselves are not kept.
      </Typography>
      <Box
        component="input"
        type="file"
        autoFocus
        accept=".csv,.txt,text/csv,text/plain"
        aria-label="File of addresses"
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => void choose(event.target.files?.[0])}
        sx={{
          font: 'inherit',
          typography: 'body2',
          maxWidth: '100%',
          p: 2,
          border: 1,
          borderStyle: 'dashed',
          borderColor: 'surface.control',
          borderRadius: '8px',
          '&:focus-visible': { outline: 2, outlineColor: 'surface.ring' },
        }}
      />
      <Typography variant="body2" role="status">
        {file === null ? 'No file yet' : `${file.name}: ${formatNumber(count)} addresses`}
      </Typography>
      {file !== null && count === 0 ? (
        <Alert severity="warning">No address was found in this file.</Alert>
      ) : null}
      {count > mostAddresses ? (
        <Alert severity="warning">
          At most {formatNumber(mostAddresses)} addresses at once: please split the file.
        </Alert>
      ) : null}
    </FormDialog>
  );
};
