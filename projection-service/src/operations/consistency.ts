import { type Consistency, modelPositions, positionIn } from '@crm/service-kit/questions/consistency';
import type { Pool } from 'pg';

/**
 * How things stand is told at once, whatever the caller has written: who asks wants to see what lags. The position is
 * that of the read model furthest behind.
 */
export const atOnce =
  (pool: Pool): Consistency =>
  async (_reads, token) => {
    const wanted = token === undefined ? 0n : positionIn(token);
    const positions = [...(await modelPositions(pool)).values()];
    const position = positions.length === 0 ? 0n : positions.reduce((a, b) => (a < b ? a : b));
    return { position, consistency: position >= wanted ? 'current' : 'gave-up' };
  };
