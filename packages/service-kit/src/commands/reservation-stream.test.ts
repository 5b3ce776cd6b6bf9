import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { reservationStream } from './reservations.ts';

/** Recorded once: these names are in logs, so no entry may ever change. */
const recorded: {
  lookupKey: string;
  streams: { category: string; address: string; stream: string }[];
} = JSON.parse(
  readFileSync(
    new URL('../../../contracts/testing/fixtures/reservation-streams.json', import.meta.url),
    'utf8',
  ),
);

describe('the stream of a reservation', () => {
  it.each(recorded.streams)('of $category $address never changes', ({ category, address, stream }) => {
    expect(reservationStream(Buffer.from(recorded.lookupKey, 'base64'), category, address)).toBe(stream);
  });
});
