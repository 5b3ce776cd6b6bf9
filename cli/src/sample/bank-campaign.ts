import type { BatchCommand, SendBatch } from '../api/batch.ts';
import { Unusable } from '../unusable.ts';

/** The dates of the plan stay open: the file knows only those of last contacts. */
const plan = { name: 'UCI Bank Marketing: term deposits by telephone', type: 'telemarketing' };

/**
 * The campaign that the file's calls belong to, planned and launched; the import that made it before finds it again,
 * however it stands by now.
 * @throws Unusable where the server refuses it
 */
export const bankCampaign = async (importId: string, send: SendBatch): Promise<string> => {
  const give = async (command: Omit<BatchCommand, 'idempotencyKey'>): Promise<string> => {
    const [result] = await send([
      JSON.stringify({ ...command, idempotencyKey: `import:${importId}` } satisfies BatchCommand),
    ]);
    if (result === undefined || 'problem' in result)
      throw new Unusable(`${command.command} was refused: ${result?.problem.detail}`);
    return result.accepted.id;
  };
  const id = await give({ command: 'PlanCampaign', body: plan });
  return give({ command: 'LaunchCampaign', path: { id } });
};

/** What the campaign's calls came to, of all rows that were read. */
export interface Tally {
  members: number;
  sent: number;
  converted: number;
}

/** The tally in a line, for people. */
export const tallied = ({ members, sent, converted }: Tally): string => {
  const [all, reached, won] = [members, sent, converted].map((count) => count.toLocaleString('en'));
  const share = sent === 0 ? '' : ` (${((100 * converted) / sent).toFixed(3)} % of those sent)`;
  return `Campaign "${plan.name}": ${all} members, ${reached} sent, ${won} converted${share}`;
};
