import type { Metadata } from '@crm/contracts';
import type { KafkaMessage } from 'kafkajs';
import { z } from 'zod';
import type { Fact } from '../sources/feed.ts';

const position = z.string().regex(/^\d+$/).transform(BigInt);
const eras = z
  .string()
  .optional()
  .transform((text) => text?.split(',').length ?? 0);
const markHeaders = z.object({ mark: position, after: position, eras });
const eventHeaders = z.object({ position, after: position, eras });
/** As the store keeps it: its data is held to its contract where it is opened. */
const storedEvent = z.object({
  id: z.string(),
  type: z.string(),
  schema: z.number(),
  stream: z.string(),
  revision: z.number(),
  data: z.unknown(),
  metadata: z.custom<Metadata>((value) => typeof value === 'object' && value !== null),
});

/** What a message of the feed says. @throws ZodError where it is none of ours */
export const factOf = ({ value, headers = {} }: Pick<KafkaMessage, 'value' | 'headers'>): Fact => {
  const texts = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)]));
  if (value === null) {
    const { mark, after, eras: era } = markHeaders.parse(texts);
    return { after, position: mark, era, event: null };
  }
  const { position, after, eras: era } = eventHeaders.parse(texts);
  return { after, position, era, event: { ...storedEvent.parse(JSON.parse(value.toString())), position } };
};
