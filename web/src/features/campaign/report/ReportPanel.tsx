import Box from '@mui/material/Box';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { FactSection } from '../../../ui/FactSection.tsx';
import { ReportIcon } from '../../../ui/icons.ts';
import { SkeletonRows } from '../../../ui/SkeletonRows.tsx';
import { useReport } from '../campaign.api.ts';
import { useRecord } from '../record.ts';
import { CountsTable } from './CountsTable.tsx';
import { LadderChart } from './LadderChart.tsx';
import { RateGrid } from './RateGrid.tsx';
import { VariantTable } from './VariantTable.tsx';

/** What the campaign achieved: rates with what they are shares of, how far members came, variants side by side. */
export const ReportPanel = () => {
  const { campaign } = useRecord();
  const report = useReport(campaign.id);
  if (report.isPending) return <SkeletonRows rows={8} label="Loading the report" />;
  if (report.isError) return <ErrorState error={report.error} onRetry={() => void report.refetch()} />;
  const { total, variants, lifts, channel } = report.data;
  if (total.counts.members === 0)
    return (
      <EmptyState icon={<ReportIcon size={22} />} title="Nothing to report yet">
        As soon as the campaign has members, what they do is counted here.
      </EmptyState>
    );
  return (
    <Box sx={{ mt: -3 }}>
      <FactSection title="Rates">
        <RateGrid rates={total.rates} />
      </FactSection>
      <FactSection title="How far members came">
        <LadderChart counts={total.counts} channel={channel} />
        <CountsTable total={total} variants={variants} channel={channel} />
      </FactSection>
      {variants.length === 0 ? null : (
        <FactSection title="Variants side by side">
          <VariantTable variants={variants} lifts={lifts} />
        </FactSection>
      )}
    </Box>
  );
};
