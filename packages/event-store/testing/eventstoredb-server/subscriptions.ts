import streams from '@eventstore/db-client/generated/streams_pb.js';
import { status } from '@grpc/grpc-js';
import type { MemoryLog } from '../../src/memory/log.ts';
import type { Closing } from './faults.ts';
import { fail, indexOf, type ReadCall, type Reading, send } from './reads.ts';
import { eventResponse, type StoredEvent } from './stored.ts';

/** How many positions a checkpoint stands for at the interval 1. */
const checkpointEvery = 32;

/** The subscriptions that are open, to be closed by a test, and how many there have been. */
export interface Subscriptions {
  readonly open: Set<{ close: (how: Closing) => void }>;
  begun: number;
}

/** Sends what there is after a position, then what comes, until the client leaves or a test closes it. */
export const serveSubscription = async (
  { log, faults, subscriptions }: Reading,
  call: ReadCall,
  options: streams.ReadReq.Options,
): Promise<void> => {
  let closed: Closing | null = null;
  const subscription = {
    close: (how: Closing) => {
      closed = how;
      if (how === 'with-an-error') fail(call, status.UNAVAILABLE, 'the subscription was dropped');
      if (how === 'in-order') call.end();
      for (const wake of log.waiting) wake();
    },
  };
  subscriptions.open.add(subscription);
  subscriptions.begun++;
  const over = (): void => {
    subscriptions.open.delete(subscription);
    for (const wake of log.waiting) wake();
  };
  call.on('cancelled', over);
  call.on('close', over);
  call.on('finish', over);
  const all = options.getAll() ?? new streams.ReadReq.Options.AllOptions();
  const from = all.getPosition()?.getCommitPosition();
  let next = from !== undefined ? indexOf(log, from) + 1 : all.hasEnd() ? log.all.length : 0;
  if (from !== undefined && next === 0) return fail(call, status.UNKNOWN, 'InvalidPosition');
  const confirmed = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId('subscription');
  await send(call, new streams.ReadResp().setConfirmation(confirmed));

  const passes = filterOf(options.getFilter());
  const interval = checkpointEvery * (options.getFilter()?.getCheckpointintervalmultiplier() ?? 0);
  for (let searched = 0; closed === null && !call.cancelled; ) {
    const event = log.all[next];
    if (event === undefined) {
      await nextAppend(log);
      continue;
    }
    next++;
    if (passes(event)) await send(call, eventResponse(event), faults.pace);
    if (interval > 0 && ++searched % interval === 0) await send(call, checkpoint(event));
  }
};

const filterOf = (filter: streams.ReadReq.Options.FilterOptions | undefined) => {
  const [onType, onStream] = [filter?.getEventType(), filter?.getStreamIdentifier()];
  const expression = onType ?? onStream;
  const regex = new RegExp(expression?.getRegex() ?? '');
  const prefixes = expression?.getPrefixList() ?? [];
  return (event: StoredEvent): boolean => {
    const text = onType === undefined ? event.stream : event.type;
    return regex.test(text) && (prefixes.length === 0 || prefixes.some((prefix) => text.startsWith(prefix)));
  };
};

const checkpoint = ({ position }: StoredEvent): streams.ReadResp => {
  const at = new streams.ReadResp.Checkpoint().setCommitPosition(String(position));
  return new streams.ReadResp().setCheckpoint(at.setPreparePosition(String(position)));
};

const nextAppend = ({ waiting }: MemoryLog): Promise<void> =>
  new Promise((resolve) => {
    const wake = (): void => {
      waiting.delete(wake);
      resolve();
    };
    waiting.add(wake);
  });
