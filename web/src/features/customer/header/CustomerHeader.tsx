import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Face } from '../../../ui/Face.tsx';
import { StageChip } from '../../../ui/StageChip.tsx';
import { useRecord } from '../record.ts';
import { ArchiveControl } from './ArchiveControl.tsx';
import { OwnerControl } from './OwnerControl.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { StageControl } from './StageControl.tsx';
import { TagsControl } from './TagsControl.tsx';

/** Who this is at a glance, and what is changed most often: stage, owner, tags, archive. */
export const CustomerHeader = () => {
  const { customer, editable } = useRecord();
  const { id, name, jobTitle, companyName, stage, erasedAt } = customer;
  const work = [jobTitle, companyName].filter(Boolean).join(' at ');
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 3,
        px: 4,
        py: 3,
        borderBottom: 1,
        borderColor: 'divider',
        flex: 'none',
      }}
    >
      <Face id={id} name={name} size={44} />
      <Box sx={{ minWidth: 0, flex: { xs: '1 1 60%', md: '0 1 auto' } }}>
        <Typography variant="h1" component="p" noWrap>
          {name ?? 'Erased customer'}
        </Typography>
        <Typography variant="body2" color="textSecondary" noWrap>
          {work ||
            customer.email ||
            customer.phone ||
            (erasedAt === null ? 'No company yet' : 'Nothing personal is left')}
        </Typography>
      </Box>
      <Box sx={{ flex: 1, minWidth: { xs: '100%', md: 0 }, order: { xs: 3, md: 0 }, pl: { md: 4 } }}>
        <TagsControl />
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, order: { xs: 2, md: 0 }, flexWrap: 'wrap' }}>
        {editable ? <StageControl /> : <StageChip stage={stage} />}
        <OwnerControl />
        <ArchiveControl />
        <PersonMenu />
      </Box>
    </Box>
  );
};
