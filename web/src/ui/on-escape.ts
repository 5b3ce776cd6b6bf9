type Reason = 'escapeKeyDown' | 'backdropClick';

/** Closes a dialog that holds what somebody typed or has to decide: by Escape, not by a click that went beside it. */
export const onEscape =
  (close: () => void) =>
  (_: unknown, reason: Reason): void => {
    if (reason === 'escapeKeyDown') close();
  };
