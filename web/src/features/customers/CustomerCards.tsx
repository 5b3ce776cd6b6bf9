import type { CustomerCard } from '@crm/contracts';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { Face } from '../../ui/Face.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { StageChip } from '../../ui/StageChip.tsx';

interface Props {
  readonly customers: readonly CustomerCard[];
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly onMore: () => void;
  readonly onOpen: (id: string) => void;
}

const cardHeight = 76;

/** The list on a narrow screen: a card a customer, big enough for a thumb. */
export const CustomerCards = ({ customers, hasMore, loadingMore, onMore, onOpen }: Props) => {
  const scroller = useRef<HTMLDivElement>(null);
  const cards = useVirtualizer({
    count: customers.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardHeight,
    overscan: 8,
  });
  const visible = cards.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && last >= customers.length - 15) onMore();
  }, [hasMore, loadingMore, last, customers.length, onMore]);

  return (
    <Box ref={scroller} sx={{ flex: 1, minHeight: 0, overflowY: 'auto' }}>
      <Box
        component="ul"
        aria-label="Customers"
        sx={{ m: 0, p: 0, listStyle: 'none', position: 'relative', height: cards.getTotalSize() }}
      >
        {visible.map(({ index, start }) => {
          const customer = customers[index];
          return customer === undefined ? null : (
            <li
              key={customer.id}
              aria-setsize={hasMore ? -1 : customers.length}
              aria-posinset={index + 1}
              style={{ position: 'absolute', width: '100%', transform: `translateY(${start}px)` }}
            >
              <Card customer={customer} onOpen={onOpen} />
            </li>
          );
        })}
      </Box>
    </Box>
  );
};

const Card = ({ customer, onOpen }: { customer: CustomerCard; onOpen: (id: string) => void }) => {
  const { id, name, companyName, email, stage, lastActivityAt } = customer;
  return (
    <ButtonBase
      onClick={() => onOpen(id)}
      sx={{
        display: 'grid',
        gridTemplateColumns: 'auto minmax(0, 1fr) auto',
        alignItems: 'center',
        columnGap: 3,
        width: '100%',
        height: cardHeight,
        px: 4,
        textAlign: 'left',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Face id={id} name={name} size={36} />
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="subtitle2" noWrap>
          {name ?? 'Erased person'}
        </Typography>
        <Typography variant="body2" color="textSecondary" noWrap>
          {companyName ?? email ?? 'No company'}
        </Typography>
      </Box>
      <Box sx={{ display: 'grid', justifyItems: 'end', gap: 1, maxWidth: 150 }}>
        <StageChip stage={stage} />
        <Typography variant="caption" color="textSecondary">
          {lastActivityAt === null ? 'No activity' : <Moment at={lastActivityAt} />}
        </Typography>
      </Box>
    </ButtonBase>
  );
};
