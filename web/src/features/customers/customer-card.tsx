import type { CustomerCard } from '@crm/contracts';
import { Face } from '../../ui/Face.tsx';
import { Moment } from '../../ui/Moment.tsx';
import type { CardContent } from '../../ui/RecordCards.tsx';
import { StageChip } from '../../ui/StageChip.tsx';

/** A customer on a card of the narrow list. */
export const customerCard = ({
  id,
  name,
  companyName,
  email,
  stage,
  lastActivityAt,
}: CustomerCard): CardContent => ({
  face: <Face id={id} name={name} size={36} />,
  title: name ?? 'Erased person',
  detail: companyName ?? email ?? 'No company',
  state: <StageChip stage={stage} />,
  note: lastActivityAt === null ? 'No activity' : <Moment at={lastActivityAt} />,
});
