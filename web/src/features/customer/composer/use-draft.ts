import { useEffect, useState } from 'react';
import { emptyDraft, type InteractionDraft, isEmpty, parsedDraft } from './interaction-draft.ts';

/** The draft of a customer's next interaction: it survives leaving the page, until it is saved or thrown away. */
export const useDraft = (customerId: string) => {
  const key = `crm-draft-${customerId}`;
  const [draft, setDraft] = useState<InteractionDraft>(
    () => parsedDraft(sessionStorage.getItem(key)) ?? emptyDraft,
  );
  useEffect(() => {
    if (isEmpty(draft)) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(draft));
  }, [key, draft]);
  return [draft, setDraft] as const;
};
