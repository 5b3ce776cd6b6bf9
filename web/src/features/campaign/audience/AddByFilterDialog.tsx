import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { filterQuery, plainFilter } from '../../../customer-filter/customer-filter.ts';
import { useCustomerCount } from '../../../customer-filter/use-customer-count.ts';
import { useCustomerFilters } from '../../../customer-filter/use-customer-filters.tsx';
import { FilterBar } from '../../../ui/FilterBar.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { TextInput } from '../../../ui/form-fields.tsx';
import { useNotices } from '../../../ui/notice.tsx';
import { useAddAudience } from '../campaign.api.ts';
import { useRecord } from '../record.ts';

/** Makes members of everybody whom a filter finds: the same filters as those of the customers' list. */
export const AddByFilterDialog = ({ onClose }: { onClose: () => void }) => {
  const { campaign } = useRecord();
  const { done } = useNotices();
  const [filter, setFilter] = useState(plainFilter);
  const count = useCustomerCount(filter);
  const add = useAddAudience();
  const change = (next: Partial<typeof filter>) => setFilter((before) => ({ ...before, ...next }));
  const filters = useCustomerFilters(filter, change);

  const submit = () =>
    add.mutate(
      { id: campaign.id, body: { filter: filterQuery(filter) } },
      {
        onSuccess: () => {
          done('They are being added.');
          onClose();
        },
      },
    );
  return (
    <FormDialog
      title="Add by filter"
      action={count === undefined ? 'Add' : `Add ${count.text}`}
      size="sm"
      busy={add.isPending}
      error={add.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label="Search"
        placeholder="Name, e-mail, telephone, company or tag"
        autoFocus
        value={filter.q}
        error={undefined}
        onChange={(q) => change({ q: q.trimStart() })}
      />
      <Box
        sx={{ border: 1, borderColor: 'divider', borderBottom: 0, borderRadius: '8px', overflow: 'hidden' }}
      >
        <FilterBar filters={filters} onClear={() => setFilter({ ...plainFilter, q: filter.q })} />
      </Box>
      <Typography variant="body2" color="textSecondary" role="status">
        {count === undefined
          ? 'Counting…'
          : `${count.text} ${count.one ? 'customer is' : 'customers are'} found.`}{' '}
        Who must not be contacted becomes a member too, but is not addressed.
      </Typography>
    </FormDialog>
  );
};
