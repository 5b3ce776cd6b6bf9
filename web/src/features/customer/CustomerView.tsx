import type { CustomerRow } from '@crm/contracts';
import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useRef } from 'react';
import { useMay } from '../../api/may.ts';
import { useSession } from '../../api/session.ts';
import { ConflictDialog } from '../../editing/ConflictDialog.tsx';
import { useEditDesk } from '../../editing/edit-desk.ts';
import { useChords } from '../../ui/chords.ts';
import { useShortcut } from '../../ui/shortcuts.ts';
import { CustomerBanners } from './CustomerBanners.tsx';
import { CustomerTabs } from './CustomerTabs.tsx';
import { useCustomerAsOf, useNameOf } from './customer.api.ts';
import { CustomerFacts } from './facts/CustomerFacts.tsx';
import { CustomerHeader } from './header/CustomerHeader.tsx';
import { useListStep } from './list-context.ts';
import { type CustomerRecord, RecordContext } from './record.ts';
import { type CustomerTab, usePageState } from './use-page-state.ts';

/** The page of a customer that was found: facts beside the tabs, or as their first where it is narrow. */
export const CustomerView = ({ present, readAgain }: { present: CustomerRow; readAgain: () => void }) => {
  const wide = useMediaQuery(useTheme().breakpoints.up('md'));
  const may = useMay();
  const session = useSession();
  const nameOf = useNameOf(present.id);
  const tabs: CustomerTab[] = [
    ...(wide ? [] : ['facts' as const]),
    'timeline',
    ...(may('history.read', present.ownerId) ? ['history' as const] : []),
  ];
  const { tab, asOf, openTab, lookAt } = usePageState(tabs);
  const past = useCustomerAsOf(present.id, asOf);
  const me = session.status === 'signed-in' ? session.user.id : '';
  const { edit, conflict, pendingOf } = useEditDesk(present, me, readAgain);
  const first = useRef<HTMLDivElement>(null);
  const composer = useRef<HTMLTextAreaElement>(null);

  const customer = asOf === null ? present : (past.data ?? present);
  const editable = asOf === null && present.archivedAt === null && may('customer.edit', present.ownerId);
  const record: CustomerRecord = { customer, present, asOf, editable, edit, pendingOf, nameOf };

  const step = useListStep(present.id);
  useChords({
    previous: () => step(-1),
    next: () => step(1),
    nextTab: () => openTab(tabs[(tabs.indexOf(tab) + 1) % tabs.length] ?? tab),
  });
  const editFirst = () => {
    if (!wide) openTab('facts');
    requestAnimationFrame(() => first.current?.querySelector('button')?.click());
  };
  useShortcut('e', 'Edit the customer', editFirst, editable);
  useShortcut('Escape', 'Back to now', () => lookAt(null), asOf !== null);

  const facts = <CustomerFacts first={first} />;
  return (
    <RecordContext value={record}>
      <CustomerBanners past={past} onNow={() => lookAt(null)} />
      <CustomerHeader />
      <Box sx={{ display: 'flex', flex: 1, minHeight: 0 }}>
        {wide ? (
          <Box
            component="aside"
            aria-label="Facts"
            tabIndex={0}
            sx={{ width: 372, flex: 'none', overflowY: 'auto', borderRight: 1, borderColor: 'divider' }}
          >
            {facts}
          </Box>
        ) : null}
        <CustomerTabs
          tabs={tabs}
          tab={tab}
          onTab={openTab}
          onLook={lookAt}
          facts={facts}
          composer={composer}
        />
      </Box>
      {conflict === null ? null : <ConflictDialog conflict={conflict} nameOf={nameOf} />}
    </RecordContext>
  );
};
