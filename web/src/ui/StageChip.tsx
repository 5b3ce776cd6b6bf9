import type { LifecycleStage } from '@crm/contracts';
import Box from '@mui/material/Box';
import { DotChip } from './DotChip.tsx';
import { humanise } from './format.ts';

const hues: Readonly<Record<LifecycleStage, string>> = {
  subscriber: '#8a91a0',
  lead: '#3b82d6',
  marketing_qualified_lead: '#7a6ff0',
  sales_qualified_lead: '#a55ee0',
  opportunity: '#d9901a',
  customer: '#2c9f67',
  evangelist: '#d6568f',
  other: '#8a91a0',
};

const shortNames: Readonly<Record<string, string>> = {
  marketing_qualified_lead: 'Marketing qualified',
  sales_qualified_lead: 'Sales qualified',
};

/** What people call a lifecycle stage. */
export const stageName = (stage: string): string => shortNames[stage] ?? humanise(stage);

const isKnown = (stage: string): stage is LifecycleStage => stage in hues;

/** The colour of a stage: only ever a dot beside its name, never the only sign. */
export const stageColour = (stage: string): string => (isKnown(stage) ? hues[stage] : hues.other);

/** The dot that marks a stage. */
export const StageDot = ({ stage }: { stage: string }) => (
  <Box
    component="span"
    aria-hidden
    sx={{ width: 8, height: 8, flex: 'none', borderRadius: '50%', bgcolor: stageColour(stage) }}
  />
);

/** A lifecycle stage: coloured dot and name in a quiet frame. */
export const StageChip = ({ stage }: { stage: string }) => (
  <DotChip colour={stageColour(stage)}>{stageName(stage)}</DotChip>
);
