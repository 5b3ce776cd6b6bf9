import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { Server, ServerCredentials, type sendUnaryData, status } from '@grpc/grpc-js';
import { createMemoryLog, type MemoryLog } from '../../src/memory/log.ts';
import { append, batchAppend } from './appends.ts';
import { type Closing, type Faults, noFaults } from './faults.ts';
import { read } from './reads.ts';
import type { Subscriptions } from './subscriptions.ts';
import { startWire, type Wire } from './wire.ts';

/** A server that speaks EventStoreDB's protocol over a memory log, and can be made to fail. */
export interface EventStoreServer {
  readonly url: string;
  /** Without the wire between: what is measured is then not the wire. */
  readonly directUrl: string;
  readonly log: MemoryLog;
  readonly faults: Faults;
  readonly wire: Wire;
  readonly closeSubscriptions: (how: Closing) => void;
  /** What came of the credentials of each append that had its own. */
  readonly authorizations: readonly (readonly unknown[])[];
  /** How many subscriptions are open, and how many there have been. */
  readonly subscribed: () => number;
  readonly everSubscribed: () => number;
  readonly stop: () => Promise<void>;
}

/** As many calls on one connection as a real server allows. */
const concurrentStreams = 100;

/**
 * Starts one on a free port. It answers as EventStoreDB 24.6 was seen to (event-store.md): the messages are the client
 * package's own.
 */
export const startEventStoreServer = async (): Promise<EventStoreServer> => {
  const [log, faults] = [createMemoryLog(), noFaults()];
  const subscriptions: Subscriptions = { open: new Set(), begun: 0 };
  const authorizations: (readonly unknown[])[] = [];
  const writing = {
    log,
    faults,
    cut: () => wire.cut(),
    authorized: (by: readonly unknown[]) => void authorizations.push(by),
  };
  const server = new Server({
    'grpc.max_concurrent_streams': concurrentStreams,
    'grpc.max_receive_message_length': 17 * 1024 * 1024,
  });
  server.addService(StreamsService, {
    read: read({ log, faults, subscriptions }),
    append: append(writing),
    batchAppend: batchAppend(writing),
    delete: unimplemented,
    tombstone: unimplemented,
  });
  server.addService(ServerFeaturesService, { getSupportedMethods });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  const wire = await startWire(port);
  return {
    url: urlOf(wire.port),
    directUrl: urlOf(port),
    log,
    faults,
    wire,
    closeSubscriptions: (how) => {
      for (const { close } of subscriptions.open) close(how);
    },
    authorizations,
    subscribed: () => subscriptions.open.size,
    everSubscribed: () => subscriptions.begun,
    stop: async () => {
      await wire.close();
      server.forceShutdown();
    },
  };
};

const urlOf = (port: number): string => `esdb://127.0.0.1:${port}?tls=false`;

/** Method names in lower case, as the real server gives them. */
const getSupportedMethods = (_: unknown, callback: sendUnaryData<features.SupportedMethods>): void => {
  const methods = ['read', 'append', 'batchappend'].map((name) =>
    new features.SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName(name),
  );
  callback(
    null,
    new features.SupportedMethods().setEventStoreServerVersion('24.6.0').setMethodsList(methods),
  );
};

/** The port offers neither deleting nor tombstones. */
const unimplemented = (_: unknown, callback: sendUnaryData<never>): void =>
  callback({ code: status.UNIMPLEMENTED, details: 'not in this server' });
