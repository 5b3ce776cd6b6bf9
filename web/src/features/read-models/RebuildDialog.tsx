import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useOrderRebuild } from './read-models.api.ts';
import { useOutcome } from './use-outcome.ts';
import { modelName } from './words.ts';

interface Props {
  /** The read model that is rebuilt with its group; null: all of them. */
  readonly model: string | null;
  readonly onClose: () => void;
}

/** Asks before read models are rebuilt. */
export const RebuildDialog = ({ model, onClose }: Props) => {
  const outcome = useOutcome(onClose);
  const order = useOrderRebuild();
  const what = model === null ? 'all read models' : modelName(model).toLowerCase();
  return (
    <ConfirmDialog
      open
      title={`Rebuild ${what}?`}
      action="Rebuild"
      busy={order.isPending}
      onCancel={onClose}
      onConfirm={() =>
        order.mutate(
          { body: { models: model === null ? [] : [model] } },
          outcome(`The rebuild of ${what} is under way.`),
        )
      }
    >
      They are built anew from the log, beside what is shown. Nobody waits meanwhile: answers change over when
      everything is complete and compared, and what is shown now is kept for the way back.
    </ConfirmDialog>
  );
};
