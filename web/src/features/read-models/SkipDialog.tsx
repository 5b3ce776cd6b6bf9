import type { ParkedKey } from '@crm/contracts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { humanise } from '../../ui/format.ts';
import { useSkipParked } from './read-models.api.ts';
import { useOutcome } from './use-outcome.ts';
import { modelName } from './words.ts';

/** Asks before an event is left out of a read model. */
export const SkipDialog = ({ parked, onClose }: { parked: ParkedKey; onClose: () => void }) => {
  const outcome = useOutcome(onClose);
  const skip = useSkipParked();
  const { model, key, eventType } = parked;
  return (
    <ConfirmDialog
      open
      title={`Skip “${humanise(eventType)}”?`}
      action="Skip"
      dangerous
      busy={skip.isPending}
      onCancel={onClose}
      onConfirm={() => skip.mutate({ model, body: { key } }, outcome('It goes on without the event.'))}
    >
      {modelName(model)} goes on as if this event had not happened. The log keeps it: once the program can
      read it, a rebuild brings it back.
    </ConfirmDialog>
  );
};
