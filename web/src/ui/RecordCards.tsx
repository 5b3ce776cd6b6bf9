import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';

interface Props<Row> {
  /** What the cards are: `Customers`. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly card: (row: Row) => CardContent;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly onMore: () => void;
  readonly onOpen: (id: string) => void;
}

/** What stands on a card. */
export interface CardContent {
  /** Before the title. */
  readonly face?: ReactNode;
  readonly title: ReactNode;
  readonly detail: ReactNode;
  /** At the end of the first and of the second line. */
  readonly state: ReactNode;
  readonly note: ReactNode;
}

const cardHeight = 76;

/** A list on a narrow screen: a card a record, big enough for a thumb. */
export const RecordCards = <Row extends { readonly id: string }>({
  label,
  rows,
  card,
  hasMore,
  loadingMore,
  onMore,
  onOpen,
}: Props<Row>) => {
  const scroller = useRef<HTMLDivElement>(null);
  const cards = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardHeight,
    overscan: 8,
  });
  const visible = cards.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && last >= rows.length - 15) onMore();
  }, [hasMore, loadingMore, last, rows.length, onMore]);

  return (
    <Box ref={scroller} sx={{ flex: 1, minHeight: 0, overflowY: 'auto' }}>
      <Box
        component="ul"
        aria-label={label}
        sx={{ m: 0, p: 0, listStyle: 'none', position: 'relative', height: cards.getTotalSize() }}
      >
        {visible.map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <li
              key={row.id}
              aria-setsize={hasMore ? -1 : rows.length}
              aria-posinset={index + 1}
              style={{ position: 'absolute', width: '100%', transform: `translateY(${start}px)` }}
            >
              <Card content={card(row)} onOpen={() => onOpen(row.id)} />
            </li>
          );
        })}
      </Box>
    </Box>
  );
};

const Card = ({ content, onOpen }: { content: CardContent; onOpen: () => void }) => (
  <ButtonBase
    onClick={onOpen}
    sx={{
      display: 'grid',
      gridTemplateColumns: content.face === undefined ? 'minmax(0, 1fr) auto' : 'auto minmax(0, 1fr) auto',
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
    {content.face}
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="subtitle2" noWrap>
        {content.title}
      </Typography>
      <Typography variant="body2" color="textSecondary" noWrap>
        {content.detail}
      </Typography>
    </Box>
    <Box sx={{ display: 'grid', justifyItems: 'end', gap: 1, maxWidth: 150 }}>
      {content.state}
      <Typography variant="caption" color="textSecondary">
        {content.note}
      </Typography>
    </Box>
  </ButtonBase>
);
