import { appending, plain } from '../appending.ts';
import type { Loop } from '../closed-loop.ts';
import type { Figure, Goal, Result } from '../figure.ts';
import { median, percentile } from '../percentiles.ts';
import { benchDatabase } from '../postgres.ts';
import { type Contender, contenders } from '../rivals/contenders.ts';
import { copied } from '../rivals/copy.ts';

const crowds = [64, 512] as const;
const milliseconds = 1_000;
/** Rounds, each measuring everything once: what the machine does beside us then hits all alike. */
const rounds = 9;
/** Of these the first are not counted: code that has just started is compiled while it runs. */
const warmUp = 2;

/** Appends by group commit, beside everything that they can be measured by, on one Postgres. */
export const appends: Figure = {
  name: 'appends',
  about: `${crowds.join(' and ')} clients append one event each, beside one transaction per append, emmett, COPY and a bare prototype`,
  measure: async (say) => {
    const [database, witnessed] = [await benchDatabase(), await benchDatabase()];
    const { unsealed, personal, close } = await contenders(database, witnessed);
    const admin = database.pool('admin', { max: 1 });
    const measured = new Map<string, Loop[]>();
    const copies: number[] = [];
    const run = async (clients: number, name: string, contender: Contender): Promise<void> => {
      const { append, next, beside } = contender;
      const work = () => appending(clients, milliseconds, append, next);
      const loop = await (beside === undefined ? work() : beside(work));
      measured.set(`${name} ${clients}`, [...(measured.get(`${name} ${clients}`) ?? []), loop]);
    };
    for (let round = 1; round <= rounds; round++) {
      for (const clients of crowds)
        for (const [name, contender] of Object.entries(unsealed)) await run(clients, name, contender);
      for (const [name, contender] of Object.entries(personal)) await run(64, name, contender);
      copies.push(await copied(admin, plain));
      say(
        `round ${round} of ${rounds}: ${Math.round(measured.get('grouped 64')?.at(-1)?.perSecond ?? 0)} appends/s`,
      );
    }
    await close();
    await Promise.all([database.close(), witnessed.close()]);
    const loops = (name: string, clients: number) => (measured.get(`${name} ${clients}`) ?? []).slice(warmUp);
    const rate = (name: string, clients: number) =>
      median(loops(name, clients).map(({ perSecond }) => perSecond));
    const p99 = (name: string) => median(loops(name, 64).map(({ latencies }) => percentile(latencies, 0.99)));
    return [
      ...crowds.flatMap((clients) => [
        beside(clients, 'one transaction per append', rate('grouped', clients), rate('lonely', clients), 5),
        beside(clients, 'emmett', rate('grouped', clients), rate('emmett', clients), 8),
        beside(clients, 'COPY', rate('grouped', clients), median(copies), 0.35),
        beside(clients, 'a bare prototype', rate('grouped', clients), rate('prototype', clients), 0.8),
      ]),
      {
        figure: 'append p99, 64 clients, beside one transaction per append',
        value: p99('grouped'),
        unit: 'ms',
        floor: p99('lonely'),
        goal: { of: 'ratio', is: 'at most', limit: 1 },
      },
      sealed('sealed, known subjects', rate('sealed', 64), rate('open', 64), 0.7),
      sealed('sealed, a new subject each', rate('fresh', 64), rate('open', 64)),
      sealed('sealed, known subjects, the notary running', rate('noted', 64), rate('open', 64)),
    ];
  },
};

const beside = (clients: number, whom: string, value: number, floor: number, limit: number): Result => ({
  figure: `appends, ${clients} clients, beside ${whom}`,
  value,
  unit: 'appends/s',
  floor,
  goal: { of: 'ratio', is: 'at least', limit },
});

/** Beside the same personal events, neither sealed nor canonical. */
const sealed = (how: string, value: number, floor: number, limit?: number): Result => ({
  figure: `appends, 64 clients, ${how}`,
  value,
  unit: 'appends/s',
  floor,
  ...(limit === undefined ? {} : { goal: { of: 'ratio', is: 'at least', limit } satisfies Goal }),
});
