import type { InteractionView } from '@crm/contracts';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useId, useState } from 'react';
import { humanise } from '../../../ui/format.ts';
import { MoreIcon } from '../../../ui/icons.ts';
import { useNotices } from '../../../ui/notice.tsx';
import { ReasonDialog } from '../../../ui/ReasonDialog.tsx';
import { useCorrectInteraction, useVoidInteraction } from '../customer.api.ts';
import { CorrectInteractionDialog } from './CorrectInteractionDialog.tsx';

/** What can be done with a logged interaction. Nothing overwrites it: corrections and voiding are recorded too. */
export const InteractionMenu = ({ interaction }: { interaction: InteractionView }) => {
  const { customerId: id, interactionId, pinned, kind } = interaction;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [open, setOpen] = useState<'correct' | 'void' | null>(null);
  const menuId = useId();
  const { done, failed } = useNotices();
  const correct = useCorrectInteraction();
  const annul = useVoidInteraction();
  const name = humanise(kind).toLowerCase();
  const choose = (run: () => void) => () => {
    setAnchor(null);
    run();
  };
  const pin = () => correct.mutate({ id, interactionId, body: { pinned: !pinned } }, { onError: failed });

  return (
    <>
      <IconButton
        aria-label={`Actions for this ${name}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor === null ? undefined : menuId}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <MoreIcon size={16} aria-hidden />
      </IconButton>
      <Menu id={menuId} anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={choose(pin)}>{pinned ? 'Unpin' : 'Pin to the top'}</MenuItem>
        <MenuItem onClick={choose(() => setOpen('correct'))}>Correct…</MenuItem>
        <MenuItem onClick={choose(() => setOpen('void'))}>Void…</MenuItem>
      </Menu>
      {open === 'correct' ? (
        <CorrectInteractionDialog interaction={interaction} onClose={() => setOpen(null)} />
      ) : null}
      {open === 'void' ? (
        <ReasonDialog
          title={`Void this ${name}?`}
          action="Void"
          onClose={() => setOpen(null)}
          onConfirm={async (reason) => {
            await annul.mutateAsync({ id, interactionId, body: { reason } });
            done(`${humanise(kind)} voided.`);
          }}
        >
          It stays on the timeline, struck through with your reason, and no longer counts. Every participant’s
          copy is voided with it.
        </ReasonDialog>
      ) : null}
    </>
  );
};
