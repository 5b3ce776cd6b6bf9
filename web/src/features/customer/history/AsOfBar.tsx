import Button from '@mui/material/Button';
import { useMoment } from '../../../api/travel.ts';
import { AmberBar } from '../../../ui/AmberBar.tsx';
import { formatExactly } from '../../../ui/format.ts';
import { ClockIcon } from '../../../ui/icons.ts';

/** Says that the page shows the past, and leads back. */
export const AsOfBar = ({ asOf, onNow }: { asOf: string; onNow: () => void }) => {
  const travelling = useMoment() !== null;
  return (
    <AmberBar
      icon={<ClockIcon size={15} aria-hidden />}
      actions={
        <Button size="small" variant="outlined" onClick={onNow}>
          {travelling ? 'Back to the workspace’s moment' : 'Back to now'}
        </Button>
      }
    >
      <strong>
        {travelling ? 'This customer as' : 'As'} of {formatExactly(asOf)}.
      </strong>{' '}
      You are looking back: nothing can be changed here.
    </AmberBar>
  );
};
