import { everywhere, type Operation, problems } from './operations.ts';

/** The one operation that answers a stream: neither a command nor a question. */
export const changes: Operation = {
  operationId: 'changes',
  summary: 'Which rows changed, as server-sent events, of those that you may see',
  tags: ['changes'],
  security: [{ bearer: [] }],
  parameters: [
    {
      name: 'models',
      in: 'query',
      required: false,
      description: 'Read models to be told of, as in `customer,interaction`; absent: all.',
      schema: { type: 'string' },
    },
    {
      name: 'Last-Event-ID',
      in: 'header',
      required: false,
      description:
        'The id heard last: what was missed since is told first; where nobody knows, that everything may have changed.',
      schema: { type: 'string' },
    },
  ],
  responses: {
    200: {
      description:
        'Events named `changed`: `{position, changes: [{model, key} or {model, many: true}]}`. An id alone says how far was told.',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    },
    ...problems(everywhere),
  },
};
