import type { CampaignMemberRow, MemberRung } from '@crm/contracts';
import Box from '@mui/material/Box';
import { DotChip } from './DotChip.tsx';
import { humanise } from './format.ts';

const hues: Readonly<Record<MemberRung, string>> = {
  targeted: '#8a91a0',
  sent: '#8a91a0',
  delivered: '#3b82d6',
  opened: '#7a6ff0',
  clicked: '#a55ee0',
  responded: '#d9901a',
  converted: '#2c9f67',
};

type Standing = Pick<
  CampaignMemberRow,
  | 'rung'
  | 'suppressed'
  | 'sent'
  | 'bouncedHard'
  | 'bouncedSoft'
  | 'unsubscribed'
  | 'complained'
  | 'failed'
  | 'delivered'
>;

/** How far a member came, and what happened beside it; `brief`: only the first. */
export const MemberStanding = ({ member, brief = false }: { member: Standing; brief?: boolean }) => {
  const beside = sideExits(member);
  if (brief && beside[0] !== undefined && !member.delivered)
    return <DotChip colour="#c0322f">{beside[0]}</DotChip>;
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 2, minWidth: 0 }}>
      <DotChip colour={hues[member.rung]}>{humanise(member.rung)}</DotChip>
      {brief || beside.length === 0 ? null : (
        <Box
          component="span"
          sx={{
            typography: 'caption',
            color: 'text.secondary',
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          }}
        >
          {beside.join(', ')}
        </Box>
      )}
    </Box>
  );
};

/** What happened beside the rungs, in words. */
const sideExits = (member: Standing): readonly string[] =>
  [
    member.suppressed !== null && `Not addressed: ${humanise(member.suppressed).toLowerCase()}`,
    member.bouncedHard && !member.delivered && 'Bounced (hard)',
    member.bouncedSoft && !member.delivered && !member.bouncedHard && 'Bounced (soft)',
    member.unsubscribed && 'Unsubscribed',
    member.complained && 'Complained',
    member.failed && 'Failed',
  ].filter((word) => word !== false);
