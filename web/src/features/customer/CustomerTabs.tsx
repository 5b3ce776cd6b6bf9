import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import type { ReactNode, RefObject } from 'react';
import { useMay } from '../../api/may.ts';
import { humanise } from '../../ui/format.ts';
import { AddIcon } from '../../ui/icons.ts';
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
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0 }}>
      <Tabs
        value={tab}
        onChange={(_, next: CustomerTab) => onTab(next)}
        aria-label="Parts of the record"
        variant="scrollable"
        sx={{ px: 3, borderBottom: 1, borderColor: 'divider', flex: 'none' }}
      >
        {tabs.map((each) => (
          <Tab
            key={each}
            value={each}
            label={humanise(each)}
            id={`tab-${each}`}
            aria-controls={`panel-${each}`}
          />
        ))}
      </Tabs>
      <Box
        role="tabpanel"
        id={`panel-${tab}`}
        aria-labelledby={`tab-${tab}`}
        tabIndex={0}
        sx={{
          flex: 1,
          minHeight: 0,
          overflowY: 'auto',
          position: 'relative',
          ...(tab !== 'facts' && { p: { xs: 3, sm: 4 } }),
        }}
      >
        {tab === 'facts' ? facts : null}
        {tab === 'timeline' ? <CustomerTimeline composer={composer} /> : null}
        {tab === 'history' ? <CustomerHistory onLook={onLook} /> : null}
      </Box>
      {editable && tab !== 'timeline' && may('interaction.write', present.ownerId) ? (
        <Box
          sx={{
            display: { xs: 'flex', md: 'none' },
            p: 2,
            borderTop: 1,
            borderColor: 'divider',
            flex: 'none',
          }}
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
      ) : null}
    </Box>
  );
};
