import type { CustomerCard } from '@crm/contracts';
import Box from '@mui/material/Box';
import { memo } from 'react';
import { columns } from './columns.tsx';

interface Props {
  readonly customer: CustomerCard;
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
/** The element id of a customer's row. */
export const rowId = (customerId: string): string => `customer-${customerId}`;

/** One customer in the table. The whole row can be pressed; the keyboard reaches it through the grid. */
export const CustomerTableRow = memo(({ customer, index, top, template, current, open, onClick }: Props) => (
  <Box
    id={rowId(customer.id)}
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
      {columns.map(({ id, cell }, column) => (
        <Box
          key={id}
          role="gridcell"
          aria-colindex={column + 1}
          sx={{
            display: 'flex',
            alignItems: 'center',
            minWidth: 0,
            px: 3,
            '&:first-of-type': { pl: 4 },
            ...(column === 0 && { position: 'sticky', left: 0, bgcolor: 'var(--row)' }),
          }}
        >
          {cell(customer)}
        </Box>
      ))}
    </Box>
  </Box>
));
