import { type CommandContract, campaignCommands, campaignCourse } from '@crm/contracts';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useCommand } from '../../../api/ask.ts';
import { LaunchIcon } from '../../../ui/icons.ts';
import { useNotices } from '../../../ui/notice.tsx';
import { ReasonDialog } from '../../../ui/ReasonDialog.tsx';
import { useRecord } from '../record.ts';
import { LaunchDialog } from './LaunchDialog.tsx';

type Move = keyof typeof campaignCourse;

/** The moves that this campaign's status allows, the one that leads on first. */
export const StateActions = () => {
  const { campaign, editable } = useRecord();
  const { done } = useNotices();
  const [asking, setAsking] = useState<'launch' | 'abort' | null>(null);
  const abort = useCommand(campaignCommands.AbortCampaign);
  if (!editable) return null;
  const allows = (move: Move) => campaignCourse[move].from.some((status) => status === campaign.status);
  const close = () => setAsking(null);
  return (
    <>
      {allows('LaunchCampaign') ? (
        <Button
          variant="contained"
          color="primary"
          startIcon={<LaunchIcon aria-hidden />}
          onClick={() => setAsking('launch')}
        >
          Launch
        </Button>
      ) : null}
      {allows('ResumeCampaign') ? (
        <MoveButton command={campaignCommands.ResumeCampaign} verb="Resume" said="Running again." primary />
      ) : null}
      {allows('PauseCampaign') ? (
        <MoveButton command={campaignCommands.PauseCampaign} verb="Pause" said="Paused." />
      ) : null}
      {allows('CompleteCampaign') ? (
        <MoveButton command={campaignCommands.CompleteCampaign} verb="Complete" said="Completed." />
      ) : null}
      {allows('AbortCampaign') ? (
        <Button color="error" onClick={() => setAsking('abort')}>
          Abort
        </Button>
      ) : null}
      {asking === 'launch' ? <LaunchDialog onClose={close} /> : null}
      {asking === 'abort' ? (
        <ReasonDialog
          title="Abort this campaign?"
          action="Abort"
          onClose={close}
          onConfirm={async (reason) => {
            await abort.mutateAsync({ id: campaign.id, body: { reason } });
            done('Aborted.');
          }}
        >
          It cannot be taken up again. Its members and what they did stay, and what still comes back counts.
        </ReasonDialog>
      ) : null}
    </>
  );
};

interface MoveProps {
  readonly command: CommandContract<
    '/campaigns/:id/pause' | '/campaigns/:id/resume' | '/campaigns/:id/complete'
  >;
  readonly verb: string;
  readonly said: string;
  readonly primary?: boolean;
}

const MoveButton = ({ command, verb, said, primary = false }: MoveProps) => {
  const { campaign } = useRecord();
  const { done, failed } = useNotices();
  const move = useCommand(command, { onSuccess: () => done(said), onError: failed });
  return (
    <Button
      variant={primary ? 'contained' : 'outlined'}
      color={primary ? 'primary' : 'inherit'}
      disabled={move.isPending}
      onClick={() => move.mutate({ id: campaign.id })}
    >
      {verb}
    </Button>
  );
};
