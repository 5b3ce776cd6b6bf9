import type { ReadModelStanding } from '@crm/contracts';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { MoreIcon } from '../../ui/icons.ts';
import { RebuildDialog } from './RebuildDialog.tsx';
import { WayBackDialog } from './WayBackDialog.tsx';
import { buildName, isOlder, modelName } from './words.ts';

/** What an administrator can do with a read model, and with all that is counted over it. */
export const ModelActions = ({ standing }: { standing: ReadModelStanding }) => {
  const { model, shown, kept } = standing;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [dialog, setDialog] = useState<'rebuild' | 'back' | null>(null);
  const close = () => setDialog(null);
  const choose = (next: typeof dialog) => () => {
    setAnchor(null);
    setDialog(next);
  };
  return (
    <>
      <IconButton
        aria-label={`Actions for ${modelName(model).toLowerCase()}`}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <MoreIcon size={16} />
      </IconButton>
      <Menu disablePortal anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={choose('rebuild')}>Rebuild …</MenuItem>
        {kept === null ? null : (
          <MenuItem onClick={choose('back')}>
            {shown === null || isOlder(kept, shown) ? 'Roll back' : 'Switch'} to{' '}
            {buildName(kept).toLowerCase()} …
          </MenuItem>
        )}
      </Menu>
      {dialog === 'rebuild' ? <RebuildDialog model={model} onClose={close} /> : null}
      {dialog === 'back' && kept !== null ? (
        <WayBackDialog standing={standing} kept={kept} onClose={close} />
      ) : null}
    </>
  );
};
