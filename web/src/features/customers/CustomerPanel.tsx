import { type CustomerRow, customerQuestions } from '@crm/contracts';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import IconButton from '@mui/material/IconButton';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { ask } from '../../api/ask.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Face } from '../../ui/Face.tsx';
import { formatNumber } from '../../ui/format.ts';
import { CloseIcon, OpenIcon } from '../../ui/icons.ts';
import { Moment } from '../../ui/Moment.tsx';
import { OwnerAvatar } from '../../ui/OwnerAvatar.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { StageChip } from '../../ui/StageChip.tsx';
import { Tags } from './Tags.tsx';

interface Props {
  readonly id: string;
  readonly onClose: () => void;
  readonly onOpenPage: (id: string) => void;
}

/** A customer's key facts beside the list; on a narrow screen instead of it. */
export const CustomerPanel = ({ id, onClose, onOpenPage }: Props) => {
  const narrow = useMediaQuery((theme) => theme.breakpoints.down('sm'));
  const titleId = useId();
  const customer = useQuery(ask(customerQuestions.customer, { id }));
  const content = (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, height: 48, px: 3, flex: 'none' }}>
        <Button size="small" variant="outlined" startIcon={<OpenIcon />} onClick={() => onOpenPage(id)}>
          Open
        </Button>
        <Typography id={titleId} variant="subtitle2" sx={{ flex: 1, textAlign: 'center' }}>
          {narrow ? 'Customer' : null}
        </Typography>
        <IconButton aria-label="Close the panel" onClick={onClose}>
          <CloseIcon size={16} />
        </IconButton>
      </Box>
      {customer.isPending ? <SkeletonRows rows={6} label="Loading the customer" /> : null}
      {customer.isError ? (
        <ErrorState error={customer.error} onRetry={() => void customer.refetch()} />
      ) : null}
      {customer.data === undefined ? null : <KeyFacts customer={customer.data} />}
    </>
  );
  if (narrow) {
    return (
      <Dialog fullScreen open onClose={onClose} aria-labelledby={titleId}>
        {content}
      </Dialog>
    );
  }
  return (
    <Box
      component="aside"
      aria-label="Customer"
      sx={{
        display: 'flex',
        flexDirection: 'column',
        flex: 'none',
        width: { sm: 320, lg: 372 },
        overflowY: 'auto',
        borderLeft: 1,
        borderColor: 'divider',
      }}
    >
      {content}
    </Box>
  );
};

const KeyFacts = ({ customer }: { customer: CustomerRow }) => {
  const { id, name, jobTitle, companyName, emails, phones, address, tags, stage, ownerId } = customer;
  const place = address && [address.city, address.countryCode].filter(Boolean).join(', ');
  return (
    <Box sx={{ px: 4, pb: 5 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 3, mb: 4 }}>
        <Face id={id} name={name} size={44} />
        <Box sx={{ minWidth: 0 }}>
          <Typography variant="h2" sx={{ overflowWrap: 'anywhere' }}>
            {name ?? 'Erased person'}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {[jobTitle, companyName].filter(Boolean).join(' at ') || 'No company'}
          </Typography>
        </Box>
      </Box>
      <Box
        component="dl"
        sx={{ display: 'grid', gridTemplateColumns: '96px minmax(0, 1fr)', rowGap: 2.5, m: 0 }}
      >
        <Fact label="Stage">
          <StageChip stage={stage} />
        </Fact>
        <Fact label="Owner">
          <OwnerAvatar userId={ownerId} />
        </Fact>
        <Fact label="E-mail">
          {emails.map(({ id: emailId, address: mail }) => (
            <Link key={emailId} href={`mailto:${mail}`} noWrap sx={{ display: 'block' }}>
              {mail}
            </Link>
          ))}
        </Fact>
        <Fact label="Phone">
          {phones.map(({ id: phoneId, number }) => (
            <Link key={phoneId} href={`tel:${number}`} sx={{ display: 'block' }}>
              {number}
            </Link>
          ))}
        </Fact>
        <Fact label="Place">{place}</Fact>
        <Fact label="Tags">{tags.length === 0 ? null : <Tags tags={tags} atMost={12} />}</Fact>
        <Fact label="Last activity">
          {customer.lastActivityAt === null ? null : <Moment at={customer.lastActivityAt} />}
        </Fact>
        <Fact label="Interactions">{formatNumber(customer.interactionCount)}</Fact>
        <Fact label="Created">
          <Moment at={customer.createdAt} />
        </Fact>
        {customer.archivedAt === null ? null : (
          <Fact label="Archived">
            <Moment at={customer.archivedAt} />
          </Fact>
        )}
      </Box>
    </Box>
  );
};

const Fact = ({ label, children }: { label: string; children: ReactNode }) => {
  const isEmpty = children === null || children === '' || (Array.isArray(children) && children.length === 0);
  return (
    <>
      <Typography component="dt" variant="body2" color="textSecondary">
        {label}
      </Typography>
      <Typography component="dd" variant="body2" sx={{ m: 0, minWidth: 0 }}>
        {isEmpty ? '–' : children}
      </Typography>
    </>
  );
};
