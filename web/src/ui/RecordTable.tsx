import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { AscendingIcon, DescendingIcon } from './icons.ts';
import { RecordTableRow, rowHeight, rowId } from './RecordTableRow.tsx';
import { SkeletonRows } from './SkeletonRows.tsx';
import type { ListCursor } from './use-list-cursor.ts';

/** One column of a table of records. */
export interface Column<Row, Sort extends string = never> {
  readonly id: string;
  readonly label: string;
  /** A track of the row's CSS grid. */
  readonly width: string;
  /** Numbers stand at the end, below each other. */
  readonly align?: 'end';
  readonly sort?: Sort;
  readonly cell: (row: Row) => ReactNode;
}

/** What a table is sorted by; `by` null: the server's choice. */
export interface Sorting<Sort extends string> {
  readonly by: Sort | null;
  readonly order: 'asc' | 'desc';
  readonly onSort: (sort: Sort) => void;
}

interface Props<Row, Sort extends string> {
  /** What the rows are: `Customers`. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row, Sort>[];
  readonly sorting?: Sorting<Sort>;
  readonly cursor: ListCursor;
  /** The row whose panel is open. */
  readonly open?: string | null;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly onMore: () => void;
}

const headerHeight = 36;

/** A list as a grid: only what can be seen is in the page, the next page loads before the end is reached. */
export const RecordTable = <Row extends { readonly id: string }, Sort extends string = never>({
  label,
  rows,
  columns,
  sorting,
  cursor,
  open = null,
  hasMore,
  loadingMore,
  onMore,
}: Props<Row, Sort>) => {
  const scroller = useRef<HTMLDivElement>(null);
  const template = columns.map(({ width }) => width).join(' ');
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollPaddingStart: headerHeight,
    overscan: 12,
  });
  const visible = virtual.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && last >= rows.length - 20) onMore();
  }, [hasMore, loadingMore, last, rows.length, onMore]);
  useEffect(() => {
    if (cursor.index >= 0) virtual.scrollToIndex(cursor.index, { align: 'auto' });
  }, [cursor.index, virtual]);

  const current = rows[cursor.index];
  return (
    <Box
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={hasMore ? -1 : rows.length + 1}
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
          {columns.map(({ id, label: name, sort, align }, index) => (
            <Box
              key={id}
              role="columnheader"
              aria-colindex={index + 1}
              aria-sort={sort === undefined || sorting === undefined ? undefined : ariaSort(sorting, sort)}
              sx={{
                display: 'flex',
                alignItems: 'center',
                justifyContent: align ?? 'start',
                px: 3,
                '&:first-of-type': { pl: 4 },
                typography: 'caption',
                fontWeight: 550,
                color: 'text.secondary',
                ...(index === 0 && { position: 'sticky', left: 0, zIndex: 1, bgcolor: 'background.default' }),
              }}
            >
              {sort === undefined || sorting === undefined ? (
                name
              ) : (
                <SortButton label={name} sort={sort} sorting={sorting} />
              )}
            </Box>
          ))}
        </Box>
        <Box role="rowgroup" sx={{ position: 'relative', height: virtual.getTotalSize() }}>
          {visible.map(({ index, start }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <RecordTableRow
                key={row.id}
                row={row}
                columns={columns}
                index={index}
                top={start}
                template={template}
                current={index === cursor.index}
                open={row.id === open}
                onClick={cursor.onRow}
              />
            );
          })}
        </Box>
        {loadingMore ? (
          <SkeletonRows rows={3} height={rowHeight} label={`Loading more ${label.toLowerCase()}`} />
        ) : null}
      </Box>
    </Box>
  );
};

const ariaSort = <Sort extends string>({ by, order }: Sorting<Sort>, sort: Sort) => {
  if (by !== sort) return 'none';
  return order === 'asc' ? 'ascending' : 'descending';
};

interface SortProps<Sort extends string> {
  readonly label: string;
  readonly sort: Sort;
  readonly sorting: Sorting<Sort>;
}

const SortButton = <Sort extends string>({ label, sort, sorting }: SortProps<Sort>) => {
  const Arrow = sorting.order === 'asc' ? AscendingIcon : DescendingIcon;
  return (
    <ButtonBase
      onClick={() => sorting.onSort(sort)}
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
      {sorting.by === sort ? <Arrow size={12} aria-hidden /> : null}
    </ButtonBase>
  );
};
