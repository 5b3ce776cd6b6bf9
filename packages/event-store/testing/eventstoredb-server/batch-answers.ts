import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import type { AppendResult, ExpectedRevision } from '../../src/port.ts';
import type { Faults } from './faults.ts';

/** What became of an append, put into its answer. */
export type Verdict = (response: streams.BatchAppendResp) => streams.BatchAppendResp;

/** Last revision, and position of the last event. */
export const written =
  ({ revisions, position }: AppendResult, positionless: boolean): Verdict =>
  (response) => {
    const success = new streams.BatchAppendResp.Success().setCurrentRevision(String(revisions[0]));
    const at = new shared.AllStreamPosition().setCommitPosition(String(position));
    if (positionless) success.setNoPosition(new empty.Empty());
    else success.setPosition(at.setPreparePosition(String(position)));
    return response.setSuccess(success);
  };

/** The stream is elsewhere; null: there is none. */
export const wrongVersion = (actual: number | null, expected: ExpectedRevision): Verdict => {
  const details = new shared.WrongExpectedVersion();
  if (actual === null) details.setCurrentNoStream(new empty.Empty());
  else details.setCurrentStreamRevision(String(actual));
  if (expected === 'none') details.setExpectedNoStream(new empty.Empty());
  else if (expected === 'exists') details.setExpectedStreamExists(new empty.Empty());
  else if (expected === 'any') details.setExpectedAny(new empty.Empty());
  else details.setExpectedStreamPosition(String(expected));
  return refusal(9, 'WrongExpectedVersion', packed('WrongExpectedVersion', details.serializeBinary()));
};

export const maxSizeExceeded = (max: number): Verdict => {
  const details = new shared.MaximumAppendSizeExceeded().setMaxappendsize(max);
  return refusal(3, 'Too large', packed('MaximumAppendSizeExceeded', details.serializeBinary()));
};

/** Refusals that say nothing but their kind. */
export const refused = (kind: Exclude<Faults['refusal'], 'none'> | 'bad-request'): Verdict => {
  const nothing = new Uint8Array();
  switch (kind) {
    case 'busy':
      return refusal(0, 'Server Is Busy', packed('Empty', nothing, 'google.protobuf'));
    case 'access-denied':
      return refusal(7, 'Access Denied', packed('AccessDenied', nothing));
    case 'stream-deleted':
      return refusal(9, 'Stream Deleted', packed('StreamDeleted', nothing));
    case 'timeout':
      return refusal(4, 'Timeout', packed('Timeout', nothing));
    case 'bad-request':
      return refusal(3, 'BadRequest', packed('BadRequest', nothing));
  }
};

const refusal =
  (code: number, message: string, details: any.Any): Verdict =>
  (response) =>
    response.setError(new status.Status().setCode(code).setMessage(message).setDetails(details));

const packed = (type: string, value: Uint8Array, of = 'event_store.client'): any.Any => {
  const details = new any.Any();
  details.pack(value, `${of}.${type}`);
  return details;
};
