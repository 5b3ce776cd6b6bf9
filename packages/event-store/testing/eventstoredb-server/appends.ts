import { setTimeout as delay } from 'node:timers/promises';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { handleBidiStreamingCall, handleClientStreamingCall } from '@grpc/grpc-js';
import type { AdmittedEvent } from '../../src/admit.ts';
import { WrongExpectedRevision } from '../../src/errors.ts';
import { type MemoryLog, write } from '../../src/memory/log.ts';
import type { AppendResult, ExpectedRevision } from '../../src/port.ts';
import { maxSizeExceeded, refused, type Verdict, written, wrongVersion } from './batch-answers.ts';
import type { Faults } from './faults.ts';
import { nameOf, sizeOf, storable } from './stored.ts';

/** What the append handlers work on. */
export interface Writing {
  readonly log: MemoryLog;
  readonly faults: Faults;
  /** Breaks the connections. */
  readonly cut: () => void;
  /** Told of each append with credentials of its own what came of them. */
  readonly authorized: (by: readonly unknown[]) => void;
}

type Batch = streams.BatchAppendReq;
type BatchOptions = streams.BatchAppendReq.Options;
interface Pending {
  readonly options: BatchOptions;
  readonly events: AdmittedEvent[];
}

/** The append path of today's clients: many appends on one stream of messages, each answered by its correlation id. */
export const batchAppend =
  (writing: Writing): handleBidiStreamingCall<Batch, streams.BatchAppendResp> =>
  (call) => {
    const pending = new Map<string, Pending>();
    call.on('error', () => {});
    call.on('end', () => call.end());
    call.on('data', (request: Batch) => {
      const id = request.getCorrelationId()?.getString() ?? '';
      const options = request.getOptions() ?? pending.get(id)?.options;
      if (options === undefined) return;
      const events = pending.get(id)?.events ?? [];
      pending.set(id, { options, events });
      const answer = (verdict: Verdict): void => {
        pending.delete(id);
        const response = verdict(new streams.BatchAppendResp());
        response.setCorrelationId(request.getCorrelationId());
        response.setStreamIdentifier(options.getStreamIdentifier());
        void send(writing, () => call.write(response));
      };
      try {
        events.push(...request.getProposedMessagesList().map(storable));
        if (sizeOf(events) > writing.faults.maxAppendBytes)
          return answer(maxSizeExceeded(writing.faults.maxAppendBytes));
        if (!request.getIsFinal()) return;
        if (nameOf(options.getStreamIdentifier()) === '') return answer(refused('bad-request'));
        if (writing.faults.refusal !== 'none') return answer(refused(writing.faults.refusal));
        if (writing.faults.appends === 'lost') return;
        const result = store(writing.log, nameOf(options.getStreamIdentifier()), expectedBy(options), events);
        answer(written(result, writing.faults.positionless));
      } catch (error) {
        if (error instanceof WrongExpectedRevision) answer(wrongVersion(error.actual, expectedBy(options)));
        else answer(refused('bad-request'));
      }
    });
  };

/** The append path of older clients, and of appends with credentials of their own: one call each. */
export const append =
  ({ log, authorized }: Writing): handleClientStreamingCall<streams.AppendReq, streams.AppendResp> =>
  (call, callback) => {
    authorized(call.metadata.get('authorization'));
    let options: streams.AppendReq.Options | undefined;
    const events: AdmittedEvent[] = [];
    call.on('data', (request: streams.AppendReq) => {
      options = request.getOptions() ?? options;
      const proposed = request.getProposedMessage();
      if (proposed !== undefined) events.push(storable(proposed));
    });
    call.on('end', () => {
      const response = new streams.AppendResp();
      try {
        const expected = options?.hasRevision()
          ? Number(options.getRevision())
          : options?.hasNoStream()
            ? 'none'
            : options?.hasStreamExists()
              ? 'exists'
              : 'any';
        const { revisions, position } = store(log, nameOf(options?.getStreamIdentifier()), expected, events);
        const at = new streams.AppendResp.Position().setCommitPosition(String(position));
        const success = new streams.AppendResp.Success().setCurrentRevision(String(revisions[0]));
        response.setSuccess(success.setPosition(at.setPreparePosition(String(position))));
      } catch (error) {
        const refusal = new streams.AppendResp.WrongExpectedVersion();
        const actual = error instanceof WrongExpectedRevision ? error.actual : null;
        if (actual === null) refusal.setCurrentNoStream(new shared.Empty());
        else refusal.setCurrentRevision(String(actual));
        response.setWrongExpectedVersion(refusal);
      }
      callback(null, response);
    });
  };

const store = (
  log: MemoryLog,
  stream: string,
  expected: ExpectedRevision,
  events: readonly AdmittedEvent[],
): AppendResult => write(log, { streams: [{ stream, expected, events }], bytes: 0, newKeys: [] });

const expectedBy = (options: BatchOptions): ExpectedRevision => {
  if (options.hasNoStream()) return 'none';
  if (options.hasStreamExists()) return 'exists';
  return options.hasAny() ? 'any' : Number(options.getStreamPosition());
};

/** Answers, or does what a faulty server does instead. */
const send = async ({ faults, cut }: Writing, answer: () => unknown): Promise<void> => {
  const { appends, lateness } = faults;
  if (appends === 'unanswered') return;
  if (appends === 'cut') return cut();
  if (appends === 'late') await delay(lateness);
  answer();
};
