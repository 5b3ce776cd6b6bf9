import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type OperatedModels, operatedModels } from '../../testing/operated.ts';

// Each of several processes needs seconds to begin where the machine is busy.
jest.setTimeout(30_000);

let models: OperatedModels;
beforeAll(async () => {
  models = await operatedModels();
});
afterAll(() => models.close());

describe('crm projections status', () => {
  it('shows how every read model stands', async () => {
    const { code, text } = await models.run('auditor', 'status');
    const [head, ...lines] = text.split('\n');
    expect(head).toMatch(/^model +shown +since +position +lag +events\/s +parked +kept$/);
    const position = await models.store.head();
    expect(lines.find((line) => line.startsWith('customer '))).toMatch(
      new RegExp(`^customer +v\\d+ b1 +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d +${position} +none +\\d+ +0 +–$`),
    );
    expect(code).toBe(0);
  });

  it('tells what failed, until it is built', async () => {
    const admin = models.database.pool('admin');
    const ends = (state: string, fault: string | null) =>
      admin.query(
        `insert into engine.rebuilds (id, kind, models, requested_by, requested_at, state, finished_at, fault)
         values (gen_random_uuid(), 'deploy', '{interaction}', 'system', clock_timestamp(), $1, clock_timestamp(), $2)`,
        [state, fault],
      );
    await ends('failed', 'The rows differ.');
    const failure = /\n\ndeploy \S+ of interaction failed: The rows differ\.\n$/;
    expect((await models.run('auditor', 'status')).text).toMatch(failure);
    await ends('cancelled', null);
    expect((await models.run('auditor', 'status')).text).toMatch(failure);
    await ends('done', null);
    expect((await models.run('auditor', 'status')).text).not.toContain('failed');
  });

  it('says in one sentence who may not', async () => {
    expect(await models.run('sales', 'status')).toEqual({
      code: 2,
      text: 'Your role does not allow this.\n',
    });
  });
});

describe('crm projections rebuild', () => {
  const shown = async (model: string): Promise<string | undefined> => {
    const { text } = await models.run('auditor', 'status');
    return text.split('\n').find((line) => line.startsWith(`${model} `));
  };

  it('watches a rebuild to its end, and goes back and forth between two builds', async () => {
    const rebuilt = await models.run('administrator', 'rebuild', 'interaction', '--watch');
    expect(rebuilt).toEqual({ code: 0, text: 'Done: it is shown now.\n' });
    expect(await shown('interaction')).toMatch(/^interaction +v1 b2 .* v1 b1$/);

    expect((await models.run('administrator', 'rollback', 'interaction', '--watch')).code).toBe(0);
    expect(await shown('interaction')).toMatch(/^interaction +v1 b1 .* v1 b2$/);

    expect((await models.run('administrator', 'switch', 'interaction', '--watch')).code).toBe(0);
    expect(await shown('interaction')).toMatch(/^interaction +v1 b2 .* v1 b1$/);
  });

  it('is not watched where nobody asks for it, and can be cancelled', async () => {
    const admin = models.database.pool('admin');
    const client = await admin.connect();
    await client.query('begin; select from live.campaign limit 1');
    const { text } = await models.run('administrator', 'rebuild', 'campaign');
    const [, id = ''] = /^(\S+) is under way\. See it with: crm projections status\n$/.exec(text) ?? [];
    expect((await models.run('auditor', 'status')).text).toContain(`rebuild ${id} of campaign: `);
    expect(await models.run('administrator', 'rebuild', 'campaign')).toMatchObject({
      code: 2,
      text: 'A rebuild of campaign is under way or waiting.\n',
    });
    expect(await models.run('administrator', 'cancel', id)).toEqual({
      code: 0,
      text: `${id} is cancelled.\n`,
    });
    await client.query('rollback');
    client.release();
    expect(await shown('campaign')).toMatch(/^campaign +v\d+ b1 /);
  });
});

describe('crm projections park', () => {
  it('lists what stands still, of one model or of all', async () => {
    expect(await models.run('administrator', 'park', 'list')).toEqual({
      code: 0,
      text: 'Nothing is parked.\n',
    });
    const admin = models.database.pool('admin');
    await admin.query(
      `insert into engine.parked (model, version, build, key, position, event_id, event_type)
       values ('customer', 1, 1, '["x"]', 7, gen_random_uuid(), 'CustomerRegistered')`,
    );
    expect((await models.run('administrator', 'park', 'list', 'customer')).text).toMatch(
      /^model +key +position +event +parked\ncustomer +\["x"\] +7 +CustomerRegistered +\d/,
    );
    expect((await models.run('administrator', 'park', 'list', 'campaign')).text).toBe('Nothing is parked.\n');
    await admin.query('delete from engine.parked');
  });
});

it('shows what there is where it was given something else', async () => {
  const wrong = [[], ['mend'], ['status', 'customer'], ['park', 'retry', 'customer'], ['cancel']];
  for (const { code, text } of await Promise.all(wrong.map((args) => models.run('administrator', ...args)))) {
    expect(code).toBe(2);
    expect(text).toMatch(/^crm projections status/);
  }
});
