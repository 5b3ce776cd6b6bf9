import type { ReadModelStanding } from '@crm/contracts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useRollBack, useSwitch } from './read-models.api.ts';
import { useOutcome } from './use-outcome.ts';
import { buildName, isOlder, modelName } from './words.ts';

interface Props {
  readonly standing: ReadModelStanding;
  /** The build to show. */
  readonly kept: NonNullable<ReadModelStanding['kept']>;
  readonly onClose: () => void;
}

/** Asks before a build that was kept is shown again: an older one, or the newer one that was left. */
export const WayBackDialog = ({ standing, kept, onClose }: Props) => {
  const outcome = useOutcome(onClose);
  const [back, forward] = [useRollBack(), useSwitch()];
  const { model, shown, codeVersion } = standing;
  const isBack = shown === null || isOlder(kept, shown);
  const { mutate, isPending } = isBack ? back : forward;
  return (
    <ConfirmDialog
      open
      title={`${isBack ? 'Roll back' : 'Switch'} ${modelName(model).toLowerCase()} to ${buildName(kept).toLowerCase()}?`}
      action={isBack ? 'Roll back' : 'Switch'}
      dangerous={isBack}
      busy={isPending}
      onCancel={onClose}
      onConfirm={() =>
        mutate({ model }, outcome(`${buildName(kept)} of ${modelName(model).toLowerCase()} is on its way.`))
      }
    >
      {kept.version === codeVersion
        ? 'It catches up with the log first, then answers change over; what is counted over it goes with it. '
        : 'The running program does not know this version any more: answers change over at once, and stay as they were when it was left. '}
      What is shown now is kept, and can be shown again.
    </ConfirmDialog>
  );
};
