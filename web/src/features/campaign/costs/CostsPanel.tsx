import type { CampaignCost } from '@crm/contracts';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { figures } from '../../../ui/figures-table.ts';
import { formatCivilDay, formatShare } from '../../../ui/format.ts';
import { AddIcon, CostsIcon } from '../../../ui/icons.ts';
import { formatMoney } from '../../../ui/money.ts';
import { useNotices } from '../../../ui/notice.tsx';
import { ReasonDialog } from '../../../ui/ReasonDialog.tsx';
import { useVoidCost } from '../campaign.api.ts';
import { useRecord } from '../record.ts';
import { RecordCostDialog } from './RecordCostDialog.tsx';

/** What the campaign cost so far, against what it may cost. */
export const CostsPanel = () => {
  const { campaign, editable } = useRecord();
  const { done } = useNotices();
  const [open, setOpen] = useState<'new' | CampaignCost | null>(null);
  const annul = useVoidCost();
  const close = () => setOpen(null);
  const record = editable ? (
    <Button
      variant="contained"
      color="primary"
      startIcon={<AddIcon aria-hidden />}
      onClick={() => setOpen('new')}
      sx={{ justifySelf: 'start' }}
    >
      Record a cost
    </Button>
  ) : null;
  return (
    <>
      {campaign.costs.length === 0 ? (
        <EmptyState icon={<CostsIcon size={22} />} title="No costs yet" actions={record}>
          What is spent on the campaign stands here, against its budget.
        </EmptyState>
      ) : (
        <>
          {record}
          <Spent />
          <CostTable onVoid={editable ? setOpen : null} />
        </>
      )}
      {open === 'new' ? <RecordCostDialog onClose={close} /> : null}
      {open === null || open === 'new' ? null : (
        <ReasonDialog
          title={`Void ${formatMoney(open.amount)}?`}
          action="Void"
          onClose={close}
          onConfirm={async (reason) => {
            await annul.mutateAsync({ id: campaign.id, costId: open.costId, body: { reason } });
            done('Voided.');
          }}
        >
          It stays in the list, struck through, and no longer counts.
        </ReasonDialog>
      )}
    </>
  );
};

const Spent = () => {
  const { budget, actualCost } = useRecord().campaign;
  const share =
    budget !== null && budget.amount > 0 && actualCost?.currency === budget.currency
      ? actualCost.amount / budget.amount
      : null;
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Typography variant="h2" component="p" sx={{ fontVariantNumeric: 'tabular-nums' }}>
        {actualCost === null ? '–' : formatMoney(actualCost)}
        {budget === null ? null : (
          <Typography component="span" variant="body2" color="textSecondary">
            {` of ${formatMoney(budget)}${share === null ? '' : `, ${formatShare(share)}`}`}
          </Typography>
        )}
      </Typography>
      {share === null ? null : (
        <LinearProgress
          variant="determinate"
          aria-label="Share of the budget spent"
          color={share > 1 ? 'warning' : 'primary'}
          value={Math.min(100, share * 100)}
          sx={{ height: 6, borderRadius: '3px' }}
        />
      )}
    </Box>
  );
};

/** What a narrow screen leaves out. */
const wide = { display: { xs: 'none', sm: 'table-cell' } };

const CostTable = ({ onVoid }: { onVoid: ((cost: CampaignCost) => void) | null }) => {
  const { campaign, nameOf } = useRecord();
  return (
    <TableContainer>
      <Table size="small" aria-label="Costs" sx={figures}>
        <TableHead>
          <TableRow>
            <TableCell>Day</TableCell>
            <TableCell align="right">Amount</TableCell>
            <TableCell>Note</TableCell>
            <TableCell sx={wide}>Recorded by</TableCell>
            <TableCell align="right">{onVoid === null ? null : 'Action'}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {campaign.costs.map((cost) => {
            const voided = cost.voidedAt !== null;
            const amount = formatMoney(cost.amount);
            return (
              <TableRow key={cost.costId} sx={voided ? { '& td': { color: 'text.secondary' } } : {}}>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>{formatCivilDay(cost.spentOn)}</TableCell>
                <TableCell align="right">{voided ? <del>{amount}</del> : amount}</TableCell>
                <TableCell sx={{ overflowWrap: 'anywhere' }}>{cost.note ?? '–'}</TableCell>
                <TableCell sx={wide}>{nameOf(cost.recordedBy)}</TableCell>
                <TableCell align="right">
                  {voided ? (
                    'Voided'
                  ) : onVoid === null ? null : (
                    <Button size="small" aria-label={`Void ${amount}`} onClick={() => onVoid(cost)}>
                      Void
                    </Button>
                  )}
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
};
