import { accept } from '@crm/service-kit/accept';
import { tokenTerms } from '@crm/service-kit/auth/verify';
import type { LiveChanges } from '@crm/service-kit/questions/live-changes';
import { requestContext } from '@crm/service-kit/request-context';
import { Router } from 'express';
import type { Pool } from 'pg';
import { z } from 'zod';
import { telling } from './telling.ts';
import { toldModels } from './who-is-told.ts';

/** `?models=customer,interaction`: these read models only. */
const Wishes = z.strictObject({
  models: z
    .string()
    .transform((names) => [...new Set(names.split(','))].sort())
    .pipe(z.array(z.enum(toldModels)))
    .optional(),
});

/**
 * `GET /changes`: server-sent events that tell which rows changed, to those who may see them today. A stream ends with
 * the token it was opened with, so that rights taken away end with it; the client opens the next one, and is told with
 * its `Last-Event-ID` what it missed.
 */
export const changesRoute = (pool: Pool, live: LiveChanges, signal: AbortSignal): Router => {
  const { join, leave } = telling(pool, live, signal);
  return Router().get('/changes', (req, res) => {
    const { models = null } = accept(Wishes, req.query);
    const listener = { actor: requestContext(req).actor, models, out: res };
    res.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    res.flushHeaders();
    join(listener, req.get('last-event-id'));
    const end = setTimeout(() => res.end(), tokenTerms.seconds * 1000);
    res.on('close', () => {
      clearTimeout(end);
      leave(listener);
    });
  });
};
