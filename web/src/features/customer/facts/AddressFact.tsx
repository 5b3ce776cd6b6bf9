import type { PostalAddress } from '@crm/contracts';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { useRef, useState } from 'react';
import type { z } from 'zod';
import { FactSection } from '../../../ui/FactSection.tsx';
import { EditIcon } from '../../../ui/icons.ts';
import { useRecord } from '../record.ts';
import { AddressForm } from './AddressForm.tsx';
import { Past } from './Past.tsx';

/** The customer's postal address, edited as a whole. */
export const AddressFact = () => {
  const { customer, present, editable } = useRecord();
  const [basedOn, setBasedOn] = useState<number | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setBasedOn(null);
    requestAnimationFrame(() => button.current?.focus());
  };
  return (
    <FactSection
      title="Address"
      action={
        editable && basedOn === null ? (
          <IconButton ref={button} aria-label="Edit address" onClick={() => setBasedOn(customer.revision)}>
            <EditIcon size={15} aria-hidden />
          </IconButton>
        ) : null
      }
    >
      <Past field="address" past={customer.address} present={present.address}>
        {basedOn === null ? (
          <AddressLines address={customer.address} />
        ) : (
          <AddressForm basedOn={basedOn} onClose={close} />
        )}
      </Past>
    </FactSection>
  );
};

const AddressLines = ({ address }: { address: z.infer<typeof PostalAddress> | null }) => {
  const lines = addressLines(address);
  return lines.length === 0 ? (
    <Typography variant="body2" color="textSecondary">
      None
    </Typography>
  ) : (
    <Box component="address" sx={{ fontStyle: 'normal', typography: 'body2' }}>
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </Box>
  );
};

const countries = new Intl.DisplayNames(undefined, { type: 'region', fallback: 'code' });

const addressLines = (address: z.infer<typeof PostalAddress> | null): string[] => {
  if (address === null) return [];
  const { street, postalCode, city, state, countryCode } = address;
  const place = [postalCode, city].filter(Boolean).join(' ');
  const country = countryCode && (countries.of(countryCode) ?? countryCode);
  return [street, place, state, country].filter((line): line is string => line !== null && line !== '');
};
