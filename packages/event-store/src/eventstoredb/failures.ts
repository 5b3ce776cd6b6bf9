import shared from '@eventstore/db-client/generated/shared_pb.js';
import type status from '@eventstore/db-client/generated/status_pb.js';
import { AppendOutcomeUnknown, AppendTooLarge, Unavailable, WrongExpectedRevision } from '../errors.ts';

/** What a failed append means for what it was to write. */
export type Failure =
  /** Nothing was written, and trying again can help. */
  | 'nothing-written'
  /** The answer was lost. */
  | 'outcome-unknown'
  /** Nothing was written, and trying again will not help. */
  | 'refused';

/** Why an append was not acknowledged. */
export interface Failed {
  readonly failure: Failure;
  readonly error: unknown;
}

/** The server did not answer in time. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
  }
}

/** gRPC codes that no other try will change: invalid argument, permission denied, unimplemented, unauthenticated. */
const lasting = new Set([3, 7, 12, 16]);

/** gRPC codes of a server or connection that may be back soon. */
const passing = new Set([
  1, // cancelled: by the server, or with the connection
  4, // deadline exceeded
  8, // resources exhausted
  10, // aborted
  13, // internal: a broken HTTP/2 stream
  14, // unavailable
]);

/** The client's own types, where an error has one: `not-leader` has another code, and is followed by the client itself. */
const passingTypes = new Set(['unavailable', 'cancelled', 'deadline-exceeded', 'timeout', 'not-leader']);

/** What grpc-js says where no connection came about. Should it say it otherwise one day, the outcome counts as unknown. */
const neverSent = /^(14 UNAVAILABLE: )?(No connection established|Name resolution failed)/;

/** What an error of the append call means; the client gives raw gRPC errors as well, which have a code and no type. */
export const callFailure = (error: unknown): Failed => {
  if (lasting.has(codeOf(error))) return { failure: 'refused', error };
  return { failure: neverSent.test(messageOf(error)) ? 'nothing-written' : 'outcome-unknown', error };
};

/** What the server says where it is asked too early or too often. */
const notNow = new Set(['Server Is Busy', 'Server Is Not Ready', 'No leader info available in response']);

/** What the server's refusal of one append means, by the type of its details. */
export const refusal = (status: status.Status, stream: string, bytes: number): Failed => {
  const details = status.getDetails();
  const kind = details?.getTypeName().replace('event_store.client.', '');
  if (kind === 'WrongExpectedVersion') {
    const wrong = shared.WrongExpectedVersion.deserializeBinary(details?.getValue_asU8() ?? nothing);
    const actual = wrong.hasCurrentStreamRevision() ? Number(wrong.getCurrentStreamRevision()) : null;
    return { failure: 'refused', error: new WrongExpectedRevision(stream, actual) };
  }
  if (kind === 'MaximumAppendSizeExceeded') {
    const exceeded = shared.MaximumAppendSizeExceeded.deserializeBinary(details?.getValue_asU8() ?? nothing);
    return { failure: 'refused', error: new AppendTooLarge(bytes, exceeded.getMaxappendsize()) };
  }
  const error = new Error(`EventStoreDB refuses an append to ${stream}: ${kind} ${status.getMessage()}`);
  if (kind !== undefined && final.has(kind)) return { failure: 'refused', error };
  return { failure: notNow.has(status.getMessage()) ? 'nothing-written' : 'outcome-unknown', error };
};

const final = new Set(['AccessDenied', 'BadRequest', 'InvalidTransaction', 'StreamDeleted']);
const nothing = new Uint8Array();

/** The port's error for a read that failed. */
export const readFailure = (error: unknown): unknown =>
  error instanceof NoAnswer ||
  passing.has(codeOf(error)) ||
  passingTypes.has(typeOf(error)) ||
  isUndiscovered(error)
    ? unavailable(error)
    : error;

/** The port's error where nothing was written. */
export const unavailable = (cause: unknown): Unavailable =>
  new Unavailable(`EventStoreDB cannot be reached: ${messageOf(cause)}`, { cause });

/** The port's error where the answer was lost. */
export const outcomeUnknown = (cause: unknown): AppendOutcomeUnknown =>
  new AppendOutcomeUnknown(`EventStoreDB's answer was lost: ${messageOf(cause)}`, { cause });

/** Of a cluster of which no member answers; the client's error has neither a code nor a type. */
const isUndiscovered = (error: unknown): boolean => messageOf(error).startsWith('Failed to discover');

const codeOf = (error: unknown): number =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : -1;

const typeOf = (error: unknown): string =>
  error instanceof Error && 'type' in error ? String(error.type) : '';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
