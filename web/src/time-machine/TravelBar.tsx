import Button from '@mui/material/Button';
import { useState } from 'react';
import { backToToday, useMoment } from '../api/travel.ts';
import { AmberBar } from '../ui/AmberBar.tsx';
import { formatExactly } from '../ui/format.ts';
import { TimeMachineIcon } from '../ui/icons.ts';
import { TravelDialog } from './TravelDialog.tsx';

/** Above every screen while somebody looks back: as of when, and the way back. */
export const TravelBar = () => {
  const moment = useMoment();
  const [choosing, setChoosing] = useState(false);
  if (moment === null) return null;
  return (
    <>
      <AmberBar
        icon={<TimeMachineIcon size={15} aria-hidden />}
        actions={
          <>
            <Button size="small" onClick={() => setChoosing(true)}>
              Another moment …
            </Button>
            <Button size="small" variant="outlined" onClick={backToToday}>
              Back to today
            </Button>
          </>
        }
      >
        <strong>The workspace as of {formatExactly(moment)}.</strong> Nothing can be changed while you look
        back.
      </AmberBar>
      {choosing ? <TravelDialog onClose={() => setChoosing(false)} /> : null}
    </>
  );
};
