import type { CampaignRow } from '@crm/contracts';
import { createContext, useContext } from 'react';
import type { NameOf } from '../../changes/shown.ts';
import type { Edit } from '../../editing/edit-desk.ts';

/** The campaign that the page shows, for all its parts. */
export interface CampaignRecord {
  readonly campaign: CampaignRow;
  /** Whether this user may change it. */
  readonly editable: boolean;
  readonly edit: Edit;
  /** What was just saved under a key and is not in `campaign` yet; undefined where all is. */
  readonly pendingOf: (key: string) => string | undefined;
  readonly nameOf: NameOf;
}

export const RecordContext = createContext<CampaignRecord | null>(null);

/** The campaign of the page. @throws Error outside it */
export const useRecord = (): CampaignRecord => {
  const record = useContext(RecordContext);
  if (record === null) throw new Error('useRecord is used outside the campaign page');
  return record;
};
