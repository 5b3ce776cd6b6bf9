import { audienceEvents, campaignCommands, campaignEvents } from './campaign.ts';
import { campaignMemberCommands, campaignMemberEvents } from './campaign-member.ts';
import { campaignQuestions } from './campaign-questions.ts';
import { customerCommands, customerEvents } from './customer.ts';
import { customerQuestions } from './customer-questions.ts';
import type { EventOf } from './define.ts';
import type { RecordedEvent } from './envelope.ts';
import { interactionCommands, interactionEvents } from './interaction.ts';
import { logQuestions } from './log.ts';
import { privacyQuestions } from './privacy-questions.ts';
import { readModelOperations, readModelQuestions } from './read-model.ts';
import { reservationEvents } from './reservation.ts';
import { timeMachineOperations, timeMachineQuestions } from './time-machine.ts';
import { userCommands, userEvents, userQuestions } from './user.ts';

/** Every event type there is, by name. */
export const vocabulary = {
  ...customerEvents,
  ...interactionEvents,
  ...campaignMemberEvents,
  ...campaignEvents,
  ...audienceEvents,
  ...reservationEvents,
  ...userEvents,
};
export type Vocabulary = typeof vocabulary;
export type EventType = keyof Vocabulary;

/** Every command on a record, by name. */
export const commands = {
  ...customerCommands,
  ...interactionCommands,
  ...campaignMemberCommands,
  ...campaignCommands,
  ...userCommands,
};

/** Every question, by name. */
export const questions = {
  ...customerQuestions,
  ...privacyQuestions,
  ...campaignQuestions,
  ...userQuestions,
  ...logQuestions,
  ...readModelQuestions,
  ...timeMachineQuestions,
};

/** Every operation, by name. */
export const operations = { ...readModelOperations, ...timeMachineOperations };

/** Any event of the product, typed by its name. */
export type AnyEvent = EventOf<Vocabulary>;

/** A recorded event of the given map: the union over its types. */
export type RecordedOf<Map> =
  EventOf<Map> extends infer Event
    ? Event extends { readonly type: infer Type extends string; readonly data: infer Data }
      ? RecordedEvent<Type, Data>
      : never
    : never;
