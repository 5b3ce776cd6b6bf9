import type { CustomerCard, CustomerSort } from '@crm/contracts';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { AscendingIcon, DescendingIcon } from '../../ui/icons.ts';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { CustomerTableRow, rowHeight, rowId } from './CustomerTableRow.tsx';
import { columns } from './columns.tsx';
import type { ListState } from './list-state.ts';
import type { ListCursor } from './use-list-cursor.ts';

interface Props {
  readonly customers: readonly CustomerCard[];
  readonly state: ListState;
  readonly cursor: ListCursor;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly onMore: () => void;
  readonly onSort: (sort: CustomerSort) => void;
}

const headerHeight = 36;
const template = columns.map(({ width }) => width).join(' ');

/** The list as a grid: only what can be seen is in the page, the next page loads before the end is reached. */
export const CustomerTable = ({ customers, state, cursor, hasMore, loadingMore, onMore, onSort }: Props) => {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: customers.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollPaddingStart: headerHeight,
    overscan: 12,
  });
  const visible = rows.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && last >= customers.length - 20) onMore();
  }, [hasMore, loadingMore, last, customers.length, onMore]);
  useEffect(() => {
    if (cursor.index >= 0) rows.scrollToIndex(cursor.index, { align: 'auto' });
  }, [cursor.index, rows]);

  const current = customers[cursor.index];
  return (
    <Box
      ref={scroller}
      role="grid"
      aria-label="Customers"
      aria-rowcount={hasMore ? -1 : customers.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={current ? rowId(current.id) : undefined}
      tabIndex={0}
      onKeyDown={cursor.onKeyDown}
      sx={{
        flex: 1,
        minHeight: 0,
        overflow: 'auto',
        outline: 'none',
        fontVariantNumeric: 'tabular-nums',
        '&:focus-visible [data-current=true]::after': {
          content: '""',
          position: 'absolute',
          inset: 0,
          border: 2,
          borderColor: 'surface.ring',
          borderRadius: '4px',
          pointerEvents: 'none',
        },
      }}
    >
      <Box sx={{ minWidth: 'max-content' }}>
        <Box
          role="row"
          aria-rowindex={1}
          sx={{
            display: 'grid',
            gridTemplateColumns: template,
            height: headerHeight,
            position: 'sticky',
            top: 0,
            zIndex: 2,
            bgcolor: 'background.default',
            borderBottom: 1,
            borderColor: 'divider',
          }}
        >
          {columns.map(({ id, label, sort }, index) => (
            <Box
              key={id}
              role="columnheader"
              aria-colindex={index + 1}
              aria-sort={sort === undefined ? undefined : ariaSort(state, sort)}
              sx={{
                display: 'flex',
                alignItems: 'center',
                px: 3,
                '&:first-of-type': { pl: 4 },
                typography: 'caption',
                fontWeight: 550,
                color: 'text.secondary',
                ...(index === 0 && { position: 'sticky', left: 0, zIndex: 1, bgcolor: 'background.default' }),
              }}
            >
              {sort === undefined ? (
                label
              ) : (
                <SortButton label={label} sort={sort} state={state} onSort={onSort} />
              )}
            </Box>
          ))}
        </Box>
        <Box role="rowgroup" sx={{ position: 'relative', height: rows.getTotalSize() }}>
          {visible.map(({ index, start }) => {
            const customer = customers[index];
            return customer === undefined ? null : (
              <CustomerTableRow
                key={customer.id}
                customer={customer}
                index={index}
                top={start}
                template={template}
                current={index === cursor.index}
                open={customer.id === state.open}
                onClick={cursor.onRow}
              />
            );
          })}
        </Box>
        {loadingMore ? <SkeletonRows rows={3} height={rowHeight} label="Loading more customers" /> : null}
      </Box>
    </Box>
  );
};

const ariaSort = (state: ListState, sort: CustomerSort) => {
  if (state.sort !== sort) return 'none';
  return state.order === 'asc' ? 'ascending' : 'descending';
};

interface SortProps {
  readonly label: string;
  readonly sort: CustomerSort;
  readonly state: ListState;
  readonly onSort: (sort: CustomerSort) => void;
}

const SortButton = ({ label, sort, state, onSort }: SortProps) => {
  const Arrow = state.order === 'asc' ? AscendingIcon : DescendingIcon;
  return (
    <ButtonBase
      onClick={() => onSort(sort)}
      sx={{
        gap: 1,
        mx: -1,
        px: 1,
        height: 24,
        borderRadius: '5px',
        font: 'inherit',
        '&:hover': { color: 'text.primary' },
      }}
    >
      {label}
      {state.sort === sort ? <Arrow size={12} aria-hidden /> : null}
    </ButtonBase>
  );
};
