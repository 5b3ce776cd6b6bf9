import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { fieldError, ProblemError, problemText } from '../../../api/problem.ts';
import { shown } from '../../../changes/shown.ts';
import { useChangeAddress } from '../customer.api.ts';
import { useRecord } from '../record.ts';

const parts = [
  { name: 'street', label: 'Street', wide: true, autoComplete: 'street-address' },
  { name: 'postalCode', label: 'Postal code', wide: false, autoComplete: 'postal-code' },
  { name: 'city', label: 'City', wide: false, autoComplete: 'address-level2' },
  { name: 'state', label: 'State or region', wide: false, autoComplete: 'address-level1' },
  { name: 'countryCode', label: 'Country code', wide: false, autoComplete: 'country' },
] as const;

const empty = { street: null, city: null, state: null, postalCode: null, countryCode: null };

/** The postal address as a form: Enter saves, Escape cancels; all fields empty clears it. */
export const AddressForm = ({ basedOn, onClose }: { basedOn: number; onClose: () => void }) => {
  const { customer, edit, nameOf } = useRecord();
  const { mutateAsync } = useChangeAddress();
  const [draft, setDraft] = useState(customer.address ?? empty);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const address = Object.values(draft).some((part) => part !== null) ? draft : null;
    try {
      await edit({
        key: 'address',
        mine: shown('address', address, nameOf),
        basedOn,
        send: (ifMatch) => mutateAsync({ id: customer.id, body: { address }, ifMatch }),
      });
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };

  const isAtField = problem instanceof ProblemError && problem.fields.length > 0;
  return (
    <Box
      component="form"
      noValidate
      aria-label="Address"
      onSubmit={save}
      onKeyDown={onKeyDown}
      sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2, py: 1 }}
    >
      {parts.map(({ name, label, wide, autoComplete }, n) => {
        const wrong = fieldError(problem, `address.${name}`);
        return (
          <TextField
            key={name}
            label={label}
            autoFocus={n === 0}
            autoComplete={autoComplete}
            value={draft[name] ?? ''}
            error={wrong !== undefined}
            helperText={wrong}
            onChange={({ target }) =>
              setDraft({ ...draft, [name]: target.value === '' ? null : target.value })
            }
            sx={wide ? { gridColumn: '1 / -1' } : {}}
          />
        );
      })}
      {problem === null || isAtField ? null : (
        <Alert severity="error" sx={{ gridColumn: '1 / -1' }}>
          {problemText(problem)}
        </Alert>
      )}
      <Box sx={{ gridColumn: '1 / -1', display: 'flex', gap: 2 }}>
        <Button type="submit" size="small" variant="contained" color="primary" disabled={busy}>
          Save
        </Button>
        <Button size="small" onClick={onClose}>
          Cancel
        </Button>
        <Button size="small" sx={{ ml: 'auto' }} onClick={() => setDraft(empty)}>
          Clear
        </Button>
      </Box>
    </Box>
  );
};
