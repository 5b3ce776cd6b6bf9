import type { RecordedEvent } from '@crm/contracts';

/** An event as logs may tell of it: without its data. */
export const poisoned = ({ type, id, position }: RecordedEvent) => ({ type, id, position: String(position) });

/** An error without its sentence, which may quote what is personal. */
export const named = (error: unknown) =>
  error instanceof Error ? { error: error.name, code: 'code' in error ? error.code : null } : {};
