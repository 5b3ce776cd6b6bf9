import Box from '@mui/material/Box';
import { memo, type ReactNode } from 'react';
import type { Column } from './RecordTable.tsx';

interface Identified {
  readonly id: string;
}

interface Props {
  readonly row: Identified;
  /** `cell` is a method here: the table hands each row only to columns of its own. */
  readonly columns: readonly (Pick<Column<never>, 'id' | 'align'> & { cell(row: Identified): ReactNode })[];
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly template: string;
  readonly current: boolean;
  readonly open: boolean;
  readonly onClick: (index: number) => void;
}

/** Pixels. */
export const rowHeight = 40;
/** The element id of a record's row. */
export const rowId = (id: string): string => `row-${id}`;

/** One record in a table. The whole row can be pressed; the keyboard reaches it through the grid. */
export const RecordTableRow = memo(
  ({ row, columns, index, top, template, current, open, onClick }: Props) => (
    <Box
      id={rowId(row.id)}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={open}
      data-current={current}
      onClick={() => onClick(index)}
      style={{ position: 'absolute', top: 0, left: 0, width: '100%', transform: `translateY(${top}px)` }}
    >
      <Box
        role="presentation"
        sx={{
          display: 'grid',
          gridTemplateColumns: template,
          height: rowHeight,
          cursor: 'pointer',
          borderBottom: 1,
          borderColor: 'divider',
          '--row': 'var(--mui-palette-background-default)',
          ...(open && { '--row': 'var(--mui-palette-action-selected)' }),
          ...(!open && { '&:hover': { '--row': 'var(--mui-palette-action-hover)' } }),
          bgcolor: 'var(--row)',
        }}
      >
        {columns.map(({ id, align, cell }, column) => (
          <Box
            key={id}
            role="gridcell"
            aria-colindex={column + 1}
            sx={{
              display: 'flex',
              alignItems: 'center',
              justifyContent: align ?? 'start',
              minWidth: 0,
              px: 3,
              '&:first-of-type': { pl: 4 },
              ...(column === 0 && { position: 'sticky', left: 0, bgcolor: 'var(--row)' }),
            }}
          >
            {cell(row)}
          </Box>
        ))}
      </Box>
    </Box>
  ),
);
