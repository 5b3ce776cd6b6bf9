import { userQuestions } from '@crm/contracts';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../../api/ask.ts';
import { useRecord } from '../record.ts';
import type { FactField } from './fact-fields.ts';
import { TermFact } from './TermFact.tsx';

/** Who looks after the campaign: one of the active users, or nobody. */
export const OwnerFact = () => {
  const { nameOf } = useRecord();
  const { data: users = [] } = useQuery(ask(userQuestions.users, {}));
  const fact: FactField = {
    name: 'ownerId',
    label: 'Owner',
    options: users.flatMap(({ id, name, active }) => (active ? [{ value: id, label: name ?? '–' }] : [])),
    typed: ({ ownerId }) => ownerId,
    display: nameOf,
    change: (ownerId) => ({ ownerId }),
  };
  return <TermFact fact={fact} />;
};
