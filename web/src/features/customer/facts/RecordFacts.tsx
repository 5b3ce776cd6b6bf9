import { fieldName } from '../../../changes/names.ts';
import { shown } from '../../../changes/shown.ts';
import { FactSection } from '../../../ui/FactSection.tsx';
import { formatNumber, humanise } from '../../../ui/format.ts';
import { Moment } from '../../../ui/Moment.tsx';
import { Pair, Pairs } from '../../../ui/Pairs.tsx';
import { useRecord } from '../record.ts';

/** What only the system says: who registered the customer and when, who changed it last, how much has happened. */
export const RecordFacts = () => {
  const { customer, nameOf } = useRecord();
  const { createdAt, createdBy, updatedAt, updatedBy, lastActivityAt, interactionCount, source } = customer;
  return (
    <FactSection title="Record">
      <Pairs>
        <Pair label="Source">{humanise(source)}</Pair>
        <Pair label="Registered">
          <Moment at={createdAt} /> by {nameOf(createdBy)}
        </Pair>
        <Pair label="Last change">
          <Moment at={updatedAt} /> by {nameOf(updatedBy)}
        </Pair>
        <Pair label="Last activity">{lastActivityAt === null ? '–' : <Moment at={lastActivityAt} />}</Pair>
        <Pair label="Interactions">{formatNumber(interactionCount)}</Pair>
      </Pairs>
    </FactSection>
  );
};

/** What a source knew beside our own fields; nothing where it knew nothing. */
export const AttributeFacts = () => {
  const { customer, nameOf } = useRecord();
  const attributes = Object.entries(customer.attributes ?? {});
  return attributes.length === 0 ? null : (
    <FactSection title="From the source">
      <Pairs>
        {attributes.map(([name, value]) => (
          <Pair key={name} label={fieldName(name)}>
            {shown('attribute', value, nameOf)}
          </Pair>
        ))}
      </Pairs>
    </FactSection>
  );
};
