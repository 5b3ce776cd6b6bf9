import { customerCommands, inWords } from '@crm/contracts';
import type { SendBatch } from '../api/batch.ts';

const { body } = customerCommands.RegisterCustomer;

/**
 * Stands where the server would: holds every registration against the same contract and sends nothing. It cannot know
 * which addresses are taken.
 */
export const dryRun: SendBatch = async (commands) =>
  commands.map((text) => {
    const parsed = body.safeParse(JSON.parse(text).body, { error: inWords });
    if (parsed.success) return { status: 200, accepted: { id: '', revision: 0 }, changed: true };
    const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    const code = 'invalid-input';
    return {
      status: 400,
      problem: {
        type: 'about:blank',
        title: 'Invalid input',
        status: 400,
        code,
        detail: 'The row breaks the rules of its fields.',
        errors,
      },
    };
  });
