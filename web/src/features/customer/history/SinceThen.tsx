import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useMoment } from '../../../api/travel.ts';
import { ChangeLines } from '../../../changes/ChangeLines.tsx';
import { fieldName } from '../../../changes/names.ts';
import { useRecord } from '../record.ts';
import { differences } from './difference.ts';

/** While looking back: what the record was then against what it is today (or was later), field by field. */
export const SinceThen = () => {
  const { customer, present, asOf, nameOf } = useRecord();
  const latest = useMoment() === null ? 'today' : 'the workspace’s moment';
  if (asOf === null) return null;
  const settings = differences(customer, present).map(({ field, past, present: to }) => ({
    key: field,
    field,
    label: fieldName(field),
    from: past ?? '',
    to: to ?? '',
  }));
  return (
    <Box component="section" aria-labelledby="since-then">
      <Typography id="since-then" variant="h3" component="h2" sx={{ mb: 1 }}>
        {settings.length === 0 ? `Nothing differs from ${latest}` : `Then, and ${latest}`}
      </Typography>
      <ChangeLines settings={settings} nameOf={nameOf} />
    </Box>
  );
};
