import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useState } from 'react';
import { useMay } from '../../../api/may.ts';
import { ArchiveIcon } from '../../../ui/icons.ts';
import { useNotices } from '../../../ui/notice.tsx';
import { ReasonDialog } from '../../../ui/ReasonDialog.tsx';
import { useArchiveCustomer, useRestoreCustomer } from '../customer.api.ts';
import { useRecord } from '../record.ts';

/** Puts the customer away, or takes them back out. Nothing is lost by either. */
export const ArchiveControl = () => {
  const { customer, asOf, edit } = useRecord();
  const may = useMay();
  const { done, failed } = useNotices();
  const { mutateAsync: archive } = useArchiveCustomer();
  const { mutateAsync: restore, isPending } = useRestoreCustomer();
  const [asking, setAsking] = useState(false);
  const { id, ownerId, archivedAt, erasedAt } = customer;
  if (asOf !== null || erasedAt !== null || !may('customer.archive', ownerId)) return null;

  const takeBack = () =>
    edit({ key: 'archivedAt', mine: 'restored', send: (ifMatch) => restore({ id, ifMatch }) })
      .then(() => done('Restored from the archive.'))
      .catch(failed);

  if (archivedAt !== null) {
    return (
      <Button variant="contained" color="primary" disabled={isPending} onClick={() => void takeBack()}>
        Restore
      </Button>
    );
  }
  return (
    <>
      <Tooltip title="Archive">
        <IconButton aria-label="Archive customer" onClick={() => setAsking(true)}>
          <ArchiveIcon size={16} aria-hidden />
        </IconButton>
      </Tooltip>
      {asking ? (
        <ReasonDialog
          title="Archive this customer?"
          action="Archive"
          onClose={() => setAsking(false)}
          onConfirm={async (reason) => {
            await edit({
              key: 'archivedAt',
              mine: 'archived',
              send: (ifMatch) => archive({ id, body: { reason }, ifMatch }),
            });
            done('Archived.', { label: 'Undo', run: () => void takeBack() });
          }}
        >
          The customer leaves the lists. The whole history stays, and restoring brings everything back.
        </ReasonDialog>
      ) : null}
    </>
  );
};
