import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useMay } from '../../api/may.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { FactSection } from '../../ui/FactSection.tsx';
import { RebuildIcon } from '../../ui/icons.ts';
import { useNotices } from '../../ui/notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { ModelTable } from './ModelTable.tsx';
import { ParkedKeys } from './ParkedKeys.tsx';
import { PastRebuilds } from './PastRebuilds.tsx';
import { RebuildDialog } from './RebuildDialog.tsx';
import { RebuildProgress } from './RebuildProgress.tsx';
import { isUnderWay, useParkedKeys, useRebuilds, useStandings } from './read-models.api.ts';
import { useEnded } from './use-ended.ts';
import { afterwards, rebuildName } from './words.ts';

/** How the read models stand: what is shown, what is being rebuilt, and what stands still. */
const ReadModelsPage = () => {
  const mayManage = useMay()('read-model.manage', null);
  const [asking, setAsking] = useState(false);
  const { done, failed } = useNotices();
  const [standings, rebuilds, parked] = [useStandings(), useRebuilds(), useParkedKeys()];
  useEnded(rebuilds.data, (ended) => {
    void standings.refetch();
    if (ended.state === 'done') done(`${rebuildName(ended)}: done, it is shown now.`);
    if (ended.state === 'failed')
      failed(new Error(`${rebuildName(ended)} failed. ${ended.fault ?? ''}${afterwards(ended)}`));
  });

  const content = () => {
    // What was told before stays while the service is away for a moment.
    if (standings.data === undefined || rebuilds.data === undefined || parked.data === undefined) {
      const failure = [standings, rebuilds, parked].find(({ isError }) => isError);
      if (failure === undefined) return <SkeletonRows rows={8} label="Loading read models" />;
      return <ErrorState error={failure.error} onRetry={() => void failure.refetch()} />;
    }
    const underWay = rebuilds.data.filter(isUnderWay);
    const past = rebuilds.data.filter((rebuild) => !isUnderWay(rebuild));
    return (
      <Box sx={{ flex: 1, overflow: 'auto', px: { xs: 3, sm: 4 }, pb: 6 }}>
        {underWay.length === 0 ? null : (
          <FactSection title="Under way">
            <Box sx={{ display: 'grid', gap: 2 }}>
              {underWay.map((rebuild) => (
                <RebuildProgress key={rebuild.id} rebuild={rebuild} mayManage={mayManage} />
              ))}
            </Box>
          </FactSection>
        )}
        {parked.data.length === 0 ? null : (
          <FactSection title="Parked keys">
            <ParkedKeys
              keys={parked.data}
              mayManage={mayManage}
              onMore={parked.hasNextPage ? () => void parked.fetchNextPage() : undefined}
            />
          </FactSection>
        )}
        <FactSection title="What is shown">
          <ModelTable standings={standings.data} mayManage={mayManage} />
        </FactSection>
        {past.length === 0 ? null : (
          <FactSection title="Last rebuilds">
            <PastRebuilds rebuilds={past} />
          </FactSection>
        )}
      </Box>
    );
  };

  return (
    <Page
      title="Read models"
      crumbs={[{ label: 'Settings' }]}
      actions={
        mayManage ? (
          <Button variant="outlined" startIcon={<RebuildIcon aria-hidden />} onClick={() => setAsking(true)}>
            Rebuild all
          </Button>
        ) : null
      }
    >
      {content()}
      {asking ? <RebuildDialog model={null} onClose={() => setAsking(false)} /> : null}
    </Page>
  );
};

export default ReadModelsPage;
