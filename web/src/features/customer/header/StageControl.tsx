import { LifecycleStage } from '@crm/contracts';
import { useRef } from 'react';
import { ChoiceMenu } from '../../../ui/ChoiceMenu.tsx';
import { useNotices } from '../../../ui/notice.tsx';
import { StageDot, stageName } from '../../../ui/StageChip.tsx';
import { useChangeStage } from '../customer.api.ts';
import { useRecord } from '../record.ts';

/** The lifecycle stage: shows it and moves it. */
export const StageControl = () => {
  const { customer, edit } = useRecord();
  const { done, failed } = useNotices();
  const { mutateAsync, isPending } = useChangeStage();
  const seen = useRef(customer.revision);

  const change = async (stage: LifecycleStage) => {
    try {
      await edit({
        key: 'stage',
        mine: stageName(stage),
        basedOn: seen.current,
        send: (ifMatch) => mutateAsync({ id: customer.id, body: { stage }, ifMatch }),
      });
      done(`Stage is now ${stageName(stage)}.`);
    } catch (error) {
      failed(error);
    }
  };

  return (
    <ChoiceMenu
      label="Lifecycle stage"
      value={customer.stage}
      spoken={stageName(customer.stage)}
      busy={isPending}
      shown={
        <>
          <StageDot stage={customer.stage} />
          {stageName(customer.stage)}
        </>
      }
      choices={LifecycleStage.options.map((stage) => ({
        value: stage,
        text: (
          <>
            <StageDot stage={stage} />
            {stageName(stage)}
          </>
        ),
      }))}
      onOpen={() => {
        seen.current = customer.revision;
      }}
      onChoose={(stage) => void change(LifecycleStage.parse(stage))}
    />
  );
};
