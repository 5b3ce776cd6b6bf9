import { InteractionKind, type InteractionStatus } from '@crm/contracts';
import type { z } from 'zod';

type Status = z.infer<typeof InteractionStatus>;

/** The kinds that have a tab of their own; `other` stands for all the rest. */
export const tabs = ['note', 'call', 'email', 'meeting', 'other'] as const;
export type ComposerTab = (typeof tabs)[number];

/** The kinds below "Other". */
export const otherKinds: readonly InteractionKind[] = InteractionKind.options.filter(
  (kind) => !tabs.some((tab) => tab === kind),
);

/** The tab that a kind is written in. */
export const tabOf = (kind: InteractionKind): ComposerTab => tabs.find((tab) => tab === kind) ?? 'other';

const meeting: readonly Status[] = ['planned', 'held', 'not_held', 'canceled'];

/** What is offered as the status of a kind. The server decides what it accepts. */
export const statusesOf = (kind: string): readonly Status[] => {
  if (kind === 'meeting') return meeting;
  if (kind === 'email') return ['draft', 'queued', 'sent', 'delivered', 'bounced', 'failed'];
  if (kind !== 'call') return [];
  const phone: readonly Status[] = [
    'initiated',
    'ringing',
    'in_progress',
    'completed',
    'failed',
    'busy',
    'no_answer',
    'queued',
  ];
  return [...meeting, ...phone];
};

/** Fields that make no sense for a kind are not offered. */
export const offers = (kind: string) => {
  const written = kind === 'note' || kind === 'system';
  return {
    subject: !written,
    direction: !written,
    outcome: kind === 'call',
    duration: kind === 'call' || kind === 'meeting' || kind === 'web_visit' || kind === 'chat',
    channel: kind === 'social' || kind === 'chat' || kind === 'support_case',
  };
};
