import { type CampaignRow, campaignCourse } from '@crm/contracts';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { type Ref, useState } from 'react';
import { goalName } from '../../../campaign-terms/goal-name.ts';
import { currencyOf, utmNames } from '../../../campaign-terms/terms-form.ts';
import { FactSection } from '../../../ui/FactSection.tsx';
import { formatNumber, humanise } from '../../../ui/format.ts';
import { EditIcon } from '../../../ui/icons.ts';
import { Moment } from '../../../ui/Moment.tsx';
import { formatMoney } from '../../../ui/money.ts';
import { Pair, Pairs } from '../../../ui/Pairs.tsx';
import { useRecord } from '../record.ts';
import { factFields } from './fact-fields.ts';
import { OwnerFact } from './OwnerFact.tsx';
import { TermFact } from './TermFact.tsx';
import { TermsDialog, type TermsPart } from './TermsDialog.tsx';

/** Everything that is known of the campaign; `first` is where `e` begins to edit. */
export const CampaignFacts = ({ first }: { first: Ref<HTMLDivElement> }) => {
  const { campaign, editable, nameOf } = useRecord();
  const [editing, setEditing] = useState<TermsPart | null>(null);
  const { goal, variants, utm, createdAt, createdBy, updatedAt, updatedBy, launchedAt, endedAt } = campaign;
  const parts = variants.reduce((sum, variant) => sum + variant.parts, 0);
  const launched = !campaignCourse.LaunchCampaign.from.some((status) => status === campaign.status);
  const edit = (part: TermsPart) =>
    editable && !(part === 'variants' && launched) ? (
      <IconButton aria-label={`Edit ${nameOfPart[part]}`} onClick={() => setEditing(part)}>
        <EditIcon size={14} aria-hidden />
      </IconButton>
    ) : null;
  return (
    <Box sx={{ px: 4, pb: 4 }}>
      <FactSection title="About">
        <Box ref={first} sx={{ display: 'grid', gap: 0.5 }}>
          {factFields.map((fact) => (
            <TermFact key={fact.name} fact={fact} />
          ))}
          <OwnerFact />
        </Box>
      </FactSection>
      <FactSection title="Goal" action={edit('goal')}>
        {goal === null ? (
          <None />
        ) : (
          <Pairs>
            <Pair label={goalName(goal.kind)}>{targetOf(campaign)}</Pair>
            {goal.description === null ? null : <Pair label="In words">{goal.description}</Pair>}
          </Pairs>
        )}
      </FactSection>
      <FactSection title="Variants" action={edit('variants')}>
        {variants.length === 0 ? (
          <None />
        ) : (
          <Pairs>
            {variants.map(({ name, parts: own }) => (
              <Pair key={name} label={name}>{`${own} of ${parts}`}</Pair>
            ))}
          </Pairs>
        )}
      </FactSection>
      <FactSection title="UTM tags" action={edit('utm')}>
        {utm === null ? (
          <None />
        ) : (
          <Pairs>
            {utmNames.map((name) =>
              utm[name] === null ? null : (
                <Pair key={name} label={humanise(name)}>
                  {utm[name]}
                </Pair>
              ),
            )}
          </Pairs>
        )}
      </FactSection>
      <FactSection title="Record">
        <Pairs>
          <Pair label="Planned">
            <Moment at={createdAt} /> by {nameOf(createdBy)}
          </Pair>
          {launchedAt === null ? null : (
            <Pair label="Launched">
              <Moment at={launchedAt} />
            </Pair>
          )}
          {endedAt === null ? null : (
            <Pair label="Ended">
              <Moment at={endedAt} />
            </Pair>
          )}
          <Pair label="Last change">
            <Moment at={updatedAt} /> by {nameOf(updatedBy)}
          </Pair>
        </Pairs>
      </FactSection>
      {editing === null ? null : <TermsDialog part={editing} onClose={() => setEditing(null)} />}
    </Box>
  );
};

const nameOfPart: Readonly<Record<TermsPart, string>> = {
  goal: 'the goal',
  variants: 'the variants',
  utm: 'the UTM tags',
};

const targetOf = (campaign: CampaignRow): string => {
  const { kind, target } = campaign.goal ?? { kind: 'custom', target: 0 };
  return kind === 'revenue'
    ? formatMoney({ amount: target, currency: currencyOf(campaign) })
    : formatNumber(target);
};

const None = () => <Box sx={{ typography: 'body2', color: 'text.secondary' }}>None</Box>;
