import { customerQuestions, LifecycleStage } from '@crm/contracts';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask.ts';
import { formatCount } from '../../ui/format.ts';
import { StageDot, stageName } from '../../ui/StageChip.tsx';
import type { ListState } from './list-state.ts';

interface Props {
  readonly state: ListState;
  readonly onChange: (next: Partial<ListState>) => void;
}

/** How many customers stand in each stage; pressing one shows only those. */
export const StageCounts = ({ state, onChange }: Props) => {
  const { data: counts } = useQuery(ask(customerQuestions.customerCounts, { archived: state.archived }));
  const countOf = (stage: string) => counts && (counts.find((each) => each.stage === stage)?.count ?? 0);
  const all = counts?.reduce((sum, { count }) => sum + count, 0);
  const only = state.stage.length === 1 ? state.stage[0] : undefined;
  return (
    <Box
      role="group"
      aria-label="Stages"
      sx={{
        display: 'flex',
        flex: 'none',
        gap: 0.5,
        px: { xs: 3, sm: 4 },
        height: 40,
        overflowX: 'auto',
        scrollbarWidth: 'none',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Quick
        label="All"
        count={all}
        pressed={state.stage.length === 0}
        onPress={() => onChange({ stage: [] })}
      />
      {LifecycleStage.options.map((stage) => (
        <Quick
          key={stage}
          stage={stage}
          label={stageName(stage)}
          count={countOf(stage)}
          pressed={only === stage}
          onPress={() => onChange({ stage: only === stage ? [] : [stage] })}
        />
      ))}
    </Box>
  );
};

interface QuickProps {
  readonly label: string;
  readonly stage?: LifecycleStage;
  /** Undefined: not known yet. */
  readonly count: number | undefined;
  readonly pressed: boolean;
  readonly onPress: () => void;
}

const Quick = ({ label, stage, count, pressed, onPress }: QuickProps) => (
  <ButtonBase
    aria-pressed={pressed}
    onClick={onPress}
    sx={{
      flex: 'none',
      gap: 1.5,
      px: 2,
      height: '100%',
      typography: 'body2',
      fontWeight: 500,
      color: pressed ? 'text.primary' : 'text.secondary',
      boxShadow: (theme) => (pressed ? `inset 0 -2px 0 ${theme.vars.palette.primary.main}` : 'none'),
      '&:hover': { color: 'text.primary' },
      '&.Mui-focusVisible': { outlineOffset: -3, borderRadius: '7px' },
    }}
  >
    {stage === undefined ? null : <StageDot stage={stage} />}
    {label}
    <Box
      component="span"
      sx={{ typography: 'caption', color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}
    >
      {count === undefined ? null : formatCount(count)}
    </Box>
  </ButtonBase>
);
