import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode, RefObject } from 'react';
import { useMay } from '../../api/may.ts';
import { AddIcon } from '../../ui/icons.ts';
import { RecordTabs } from '../../ui/RecordTabs.tsx';
import { CustomerHistory } from './history/CustomerHistory.tsx';
import { useRecord } from './record.ts';
import { CustomerTimeline } from './timeline/CustomerTimeline.tsx';
import type { CustomerTab } from './use-page-state.ts';

interface Props {
  readonly tabs: readonly CustomerTab[];
  readonly tab: CustomerTab;
  readonly onTab: (tab: CustomerTab) => void;
  readonly onLook: (asOf: string | null) => void;
  readonly facts: ReactNode;
  readonly composer: RefObject<HTMLTextAreaElement | null>;
}

/** The tabs of the record and the one that is open; on a narrow screen logging is always in reach of the thumb. */
export const CustomerTabs = ({ tabs, tab, onTab, onLook, facts, composer }: Props) => {
  const { present, editable } = useRecord();
  const may = useMay();
  const log = () => {
    onTab('timeline');
    requestAnimationFrame(() => requestAnimationFrame(() => composer.current?.focus()));
  };
  const foot =
    editable && tab !== 'timeline' && may('interaction.write', present.ownerId) ? (
      <Box
        sx={{ display: { xs: 'flex', md: 'none' }, p: 2, borderTop: 1, borderColor: 'divider', flex: 'none' }}
      >
        <Button
          fullWidth
          variant="contained"
          color="primary"
          startIcon={<AddIcon aria-hidden />}
          onClick={log}
        >
          Log an interaction
        </Button>
      </Box>
    ) : null;
  return (
    <RecordTabs tabs={tabs} tab={tab} label="Parts of the record" onTab={onTab} foot={foot}>
      {tab === 'facts' ? facts : null}
      {tab === 'timeline' ? (
        <Box sx={padded}>
          <CustomerTimeline composer={composer} />
        </Box>
      ) : null}
      {tab === 'history' ? (
        <Box sx={padded}>
          <CustomerHistory onLook={onLook} />
        </Box>
      ) : null}
    </RecordTabs>
  );
};

const padded = { p: { xs: 3, sm: 4 } };
