import { lookedUpOnce } from '@crm/service-kit/metrics';
import type { Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';

/** Every state that a world is in, also the one that is told to nobody: it is being dropped. */
const states = ['waiting', 'building', 'ready', 'failed', 'outdated'] as const;

/** Registers how many worlds there are, what they take and how long one has been waited for, looked up when it is asked for. */
export const worldMetrics = ({
  registry,
  pool,
}: {
  readonly registry: Registry;
  readonly pool: Pool;
}): void => {
  const collect = lookedUpOnce(async () => {
    const of = new Map((await worldsOf(pool)).map((row) => [row.state, row]));
    for (const state of states) worlds.set({ state }, of.get(state)?.worlds ?? 0);
    bytes.set(of.get('ready')?.bytes ?? 0);
    waited.set(Math.max(0, of.get('waiting')?.waited ?? 0, of.get('building')?.waited ?? 0));
  });
  const worlds: Gauge<'state'> = new Gauge({
    name: 'time_machine_worlds',
    help: 'Worlds by state.',
    labelNames: ['state'],
    registers: [registry],
    collect,
  });
  const bytes = new Gauge({
    name: 'time_machine_bytes',
    help: 'What the worlds that are ready take on the disk.',
    registers: [registry],
    collect,
  });
  const waited = new Gauge({
    name: 'time_machine_under_way_seconds',
    help: 'For how long the world has been under way that was ordered first; 0: none is.',
    registers: [registry],
    collect,
  });
};

/** The worlds of a state: how many, what they take, and for how many seconds the first has been ordered. */
interface Counted {
  readonly state: string;
  readonly worlds: number;
  readonly bytes: number;
  readonly waited: number;
}

const worldsOf = async (pool: Pool): Promise<readonly Counted[]> => {
  const { rows } = await pool.query<Counted>({
    name: 'worlds counted',
    text: `
      select
        state,
        count(*)::integer as worlds,
        coalesce(sum(bytes), 0)::float8 as bytes,
        extract(epoch from now() - min(requested_at))::float8 as waited
      from engine.worlds
      group by state`,
  });
  return rows;
};
