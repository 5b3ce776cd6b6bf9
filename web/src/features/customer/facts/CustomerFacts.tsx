import Box from '@mui/material/Box';
import type { Ref } from 'react';
import { AddressFact } from './AddressFact.tsx';
import { EmailList } from './EmailList.tsx';
import { FactSection } from './FactSection.tsx';
import { factFields } from './fact-fields.ts';
import { PhoneList } from './PhoneList.tsx';
import { PlainFact } from './PlainFact.tsx';
import { AttributeFacts, RecordFacts } from './RecordFacts.tsx';

/** Everything that is known of the customer; `first` is where `e` begins to edit. */
export const CustomerFacts = ({ first }: { first: Ref<HTMLDivElement> }) => (
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
    <AttributeFacts />
    <RecordFacts />
  </Box>
);
