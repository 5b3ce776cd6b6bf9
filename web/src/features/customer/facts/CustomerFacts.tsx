import Box from '@mui/material/Box';
import type { Ref } from 'react';
import { useMay } from '../../../api/may.ts';
import { FactSection } from '../../../ui/FactSection.tsx';
import { CampaignsFact } from '../membership/CampaignsFact.tsx';
import { DoNotContactFact } from '../membership/DoNotContactFact.tsx';
import { AddressFact } from './AddressFact.tsx';
import { EmailList } from './EmailList.tsx';
import { factFields } from './fact-fields.ts';
import { PhoneList } from './PhoneList.tsx';
import { PlainFact } from './PlainFact.tsx';
import { AttributeFacts, RecordFacts } from './RecordFacts.tsx';

/** Everything that is known of the customer; `first` is where `e` begins to edit. */
export const CustomerFacts = ({ first }: { first: Ref<HTMLDivElement> }) => {
  const may = useMay();
  return (
    <Box sx={{ px: 4, pb: 4 }}>
      <FactSection title="About">
        <Box ref={first} sx={{ display: 'grid', gap: 0.5 }}>
          {factFields.map((fact) => (
            <PlainFact key={fact.name} fact={fact} />
          ))}
        </Box>
      </FactSection>
      <EmailList />
      <PhoneList />
      <AddressFact />
      <DoNotContactFact />
      {may('campaign.read') ? <CampaignsFact /> : null}
      <AttributeFacts />
      <RecordFacts />
    </Box>
  );
};
