import { expect, it } from '@jest/globals';
import { messagesOf } from './event-stream.ts';

const read = async (...chunks: string[]) => {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });
  const messages = [];
  for await (const message of messagesOf(body)) messages.push(message);
  return messages;
};

it('reads messages however they are cut into chunks', async () => {
  expect(await read('event: chan', 'ged\ndata: {"a"', ':1}\n', '\nevent: changed\ndata: 2\n\n')).toEqual([
    { event: 'changed', data: '{"a":1}' },
    { event: 'changed', data: '2' },
  ]);
});
it('reads lines that end in CR LF, even when the pair is cut', async () => {
  expect(await read('data: 1\r', '\n\r\n')).toEqual([{ event: 'message', data: '1' }]);
});
it('passes over comments, and joins data of several lines', async () => {
  expect(await read(': heartbeat\n\ndata: a\ndata: b\n\n')).toEqual([{ event: 'message', data: 'a\nb' }]);
});
it('says from where to resume, also where nothing else is said', async () => {
  expect(await read('id: e-1\n\nid: e-2\nevent: changed\ndata: 2\n\n')).toEqual([
    { event: 'message', data: '', id: 'e-1' },
    { event: 'changed', data: '2', id: 'e-2' },
  ]);
});
it('drops a message that was never finished', async () => {
  expect(await read('data: half')).toEqual([]);
});
