import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import type { ReactNode } from 'react';
import { humanise } from './format.ts';

interface Props<Name extends string> {
  readonly tabs: readonly Name[];
  readonly tab: Name;
  /** What the tabs are of, for those who hear the page. */
  readonly label: string;
  readonly onTab: (tab: Name) => void;
  /** The panel of the open tab. */
  readonly children: ReactNode;
  /** Below the panel, always in sight. */
  readonly foot?: ReactNode;
}

/** The parts of a record as tabs, the open one below them. */
export const RecordTabs = <Name extends string>({ tabs, tab, label, onTab, children, foot }: Props<Name>) => (
  <Box sx={{ display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0 }}>
    <Tabs
      value={tab}
      onChange={(_, next: Name) => onTab(next)}
      aria-label={label}
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
        display: 'flex',
        flexDirection: 'column',
        flex: 1,
        minHeight: 0,
        overflowY: 'auto',
        position: 'relative',
      }}
    >
      {children}
    </Box>
    {foot}
  </Box>
);
