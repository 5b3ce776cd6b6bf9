import type { EventStoreDBClient } from '@eventstore/db-client';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import { v7 } from 'uuid';
import { NoAnswer } from './failures.ts';

type Call = ClientDuplexStream<BatchAppendReq, BatchAppendResp>;

interface Waiting {
  readonly settle: (answer: BatchAppendResp) => void;
  readonly fail: (error: unknown) => void;
}

/** Sends one append and gives the server's answer, in so many milliseconds. */
export type BatchAppend = (request: BatchAppendReq, milliseconds: number) => Promise<BatchAppendResp>;

/**
 * The server's batch append, on the client's connection and with its messages, but without its `appendToStream`: that
 * keeps the appends of all clients of a process in one table, so that one broken call rejects those of the others and a
 * late answer to one of them ends the process; it waits for ever where no answer comes; and what it holds back while a
 * connection is slow becomes an unhandled rejection when that breaks. Here a call has a table of its own, and every
 * append a time-out.
 */
export const createBatchAppend = (client: EventStoreDBClient): BatchAppend => {
  const calls = new WeakMap<StreamsClient, Call>();
  const tables = new WeakMap<Call, Map<string, Waiting>>();
  // What the client's own commands are made of, and finds the leader and reconnects; it is not public.
  // biome-ignore lint/complexity/useLiteralKeys: TypeScript lets nobody else in.
  const [createCall, argumentsOf] = [client['GRPCStreamCreator'], client['callArguments']];
  const begin = (grpc: StreamsClient): Call => {
    const call = grpc.batchAppend(...argumentsOf({}, { deadline: Infinity }));
    tables.set(call, answersOf(call));
    return call;
  };
  const open = createCall(StreamsClient, 'append', begin, calls);

  return async (request, milliseconds) => {
    const call = await open();
    return new Promise((resolve, reject) => {
      const id = v7();
      const table = tables.get(call);
      const over = (): void => {
        clearTimeout(timer);
        table?.delete(id);
      };
      const settle = (answer: BatchAppendResp): void => {
        over();
        resolve(answer);
      };
      const fail = (error: unknown): void => {
        over();
        reject(error);
      };
      // A call that leaves one append without an answer is not trusted with others.
      const timer = setTimeout(() => {
        fail(new NoAnswer(milliseconds));
        call.cancel();
      }, milliseconds);
      table?.set(id, { settle, fail });
      request.setCorrelationId(new shared.UUID().setString(id));
      call.write(request, (error: unknown) => {
        if (error) fail(error);
      });
    });
  };
};

/** Hands out the answers of a call, and its end to all that wait. */
const answersOf = (call: Call): Map<string, Waiting> => {
  const table = new Map<string, Waiting>();
  const end = (error: unknown): void => {
    for (const { fail } of [...table.values()]) fail(error);
  };
  call.on('data', (answer: BatchAppendResp) => table.get(textOf(answer.getCorrelationId()))?.settle(answer));
  call.on('error', end);
  call.on('end', () => {
    end(new Error('the server ended the call'));
    call.end();
  });
  return table;
};

/** The server gives ids as they were sent, or as two halves where it answers by itself. */
const textOf = (id: shared.UUID | undefined): string => {
  const halves = id?.getStructured();
  if (halves === undefined) return id?.getString() ?? '';
  const hex = [halves.getMostSignificantBits(), halves.getLeastSignificantBits()]
    .map((half) => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0'))
    .join('');
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
};
