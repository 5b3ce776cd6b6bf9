import type { CustomerRow } from '@crm/contracts';
import Alert from '@mui/material/Alert';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ProblemError, problemText } from '../../api/problem.ts';
import { Moment } from '../../ui/Moment.tsx';
import { AsOfBar } from './history/AsOfBar.tsx';
import { useRecord } from './record.ts';

interface Props {
  /** The answer to what the record was at the moment looked at. */
  readonly past: UseQueryResult<CustomerRow, ProblemError>;
  readonly onNow: () => void;
}

/** What holds of the whole page: it shows the past, the archive, or a person who was erased. */
export const CustomerBanners = ({ past, onNow }: Props) => {
  const { present, asOf } = useRecord();
  const square = { borderRadius: 0, flex: 'none' };
  return (
    <>
      {asOf === null ? null : <AsOfBar asOf={asOf} onNow={onNow} />}
      {asOf !== null && past.error !== null ? (
        <Alert severity="warning" sx={square}>
          {past.error.status === 404
            ? 'At that moment the customer was not registered yet.'
            : problemText(past.error)}{' '}
          What is shown is the record of today.
        </Alert>
      ) : null}
      {asOf === null && present.archivedAt !== null && present.erasedAt === null ? (
        <Alert severity="info" sx={square}>
          Archived <Moment at={present.archivedAt} />. Restore the customer to change anything.
        </Alert>
      ) : null}
      {present.erasedAt !== null ? (
        <Alert severity="info" sx={square}>
          Erased <Moment at={present.erasedAt} />. Their personal content is gone for good; what happened,
          without it, remains.
        </Alert>
      ) : null}
    </>
  );
};
