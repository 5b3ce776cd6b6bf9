import type { CustomerRow } from '@crm/contracts';
import { createContext, useContext } from 'react';
import type { NameOf } from '../../changes/shown.ts';
import type { Edit } from '../../editing/edit-desk.ts';

/** The record that the page shows, for all its parts. */
export interface CustomerRecord {
  /** As of the moment looked at. */
  readonly customer: CustomerRow;
  /** As it is today. */
  readonly present: CustomerRow;
  /** The moment looked at; null: now. */
  readonly asOf: string | null;
  /** Whether its facts can be edited here: by this user, today, outside the archive. */
  readonly editable: boolean;
  readonly edit: Edit;
  /** What was just saved under a key and is not in `customer` yet; undefined where all is. */
  readonly pendingOf: (key: string) => string | undefined;
  readonly nameOf: NameOf;
}

export const RecordContext = createContext<CustomerRecord | null>(null);

/** The record of the page. @throws Error outside it */
export const useRecord = (): CustomerRecord => {
  const record = useContext(RecordContext);
  if (record === null) throw new Error('useRecord is used outside the customer page');
  return record;
};
