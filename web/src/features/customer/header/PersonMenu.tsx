import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useId, useState } from 'react';
import { useMay } from '../../../api/may.ts';
import { DownloadIcon, MoreIcon, RemoveIcon } from '../../../ui/icons.ts';
import { useNotices } from '../../../ui/notice.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { useExportCustomer } from '../customer.api.ts';
import { useRecord } from '../record.ts';
import { EraseDialog } from './EraseDialog.tsx';

/** What a person may ask of us: a copy of everything that is held, and the end of it. */
export const PersonMenu = () => {
  const { present, asOf } = useRecord();
  const may = useMay();
  const { failed } = useNotices();
  const exportCustomer = useExportCustomer();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [erasing, setErasing] = useState(false);
  const menuId = useId();
  const { id, ownerId, erasedAt } = present;
  const mayExport = may('history.read', ownerId);
  const mayErase = erasedAt === null && may('customer.erase', ownerId);
  if (asOf !== null || !(mayExport || mayErase)) return null;

  const save = async () => {
    try {
      saveFile(`customer-${id}.json`, JSON.stringify(await exportCustomer(id), null, 2), 'application/json');
    } catch (error) {
      failed(error);
    }
  };
  const choose = (run: () => void) => () => {
    setAnchor(null);
    run();
  };
  return (
    <>
      <IconButton
        aria-label="Requests of the person"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor === null ? undefined : menuId}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <MoreIcon size={16} aria-hidden />
      </IconButton>
      <Menu
        id={menuId}
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ list: { 'aria-label': 'Requests of the person' } }}
      >
        {mayExport ? (
          <MenuItem onClick={choose(() => void save())} sx={{ gap: 2 }}>
            <DownloadIcon size={14} aria-hidden />
            Export everything held
          </MenuItem>
        ) : null}
        {mayErase ? (
          <MenuItem onClick={choose(() => setErasing(true))} sx={{ gap: 2, color: 'error.main' }}>
            <RemoveIcon size={14} aria-hidden />
            Erase this person …
          </MenuItem>
        ) : null}
      </Menu>
      {erasing ? <EraseDialog customer={present} onClose={() => setErasing(false)} /> : null}
    </>
  );
};
