import { randomUUID } from 'node:crypto';
import { entityOf, Role } from '@crm/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Operated, operated } from '../../testing/operated.ts';

let stage: Operated;
beforeAll(async () => {
  stage = await operated();
});
afterAll(() => stage.close());

const order = (models: readonly string[], role: Role = 'administrator') =>
  stage.send(role, 'POST /read-models/rebuilds', { models });
const cancel = (id: string, role: Role = 'administrator') =>
  stage.send(role, `POST /read-models/rebuilds/${id}/cancel`, {}, '/read-models/rebuilds/{id}/cancel');
const onModel = (verb: string, model: string, body: object = {}, role: Role = 'administrator') =>
  stage.send(role, `POST /read-models/${model}/${verb}`, body, `/read-models/{model}/${verb}`);

const told = async (id: string) => {
  const { body } = await stage.send('auditor', 'GET /read-models/rebuilds');
  return body.find((rebuild: { id: string }) => rebuild.id === id);
};

describe('rebuilds', () => {
  it('are ordered with what is counted over the models, once at a time, and can be cancelled', async () => {
    const { status, body } = await order(['customer_count']);
    expect(status).toBe(202);
    expect(await told(body.id)).toMatchObject({
      kind: 'rebuild',
      models: ['customer', 'customer_count'],
      state: 'waiting',
    });
    expect(await order(['customer'])).toMatchObject({ status: 409, body: { code: 'rebuild-under-way' } });
    expect((await cancel(body.id)).status).toBe(204);
    await stage.admin.query(`update engine.rebuilds set state = 'cancelled', finished_at = now()`);
    expect(await cancel(body.id)).toMatchObject({ status: 409, body: { code: 'rebuild-finished' } });
  });

  it('are of all models where none is named', async () => {
    const { body } = await order([]);
    expect((await told(body.id)).models).toEqual(expect.arrayContaining(['customer', 'interaction']));
    await stage.admin.query(`update engine.rebuilds set state = 'cancelled', finished_at = now()`);
  });

  it('are refused of what there is not', async () => {
    expect(await order(['nonsense'])).toMatchObject({
      status: 404,
      body: { code: 'read-model-not-found' },
    });
    expect(await order(['No name'])).toMatchObject({ status: 400 });
    expect(await cancel(randomUUID())).toMatchObject({ status: 404, body: { code: 'rebuild-not-found' } });
    expect((await cancel('seven')).status).toBe(404);
  });
});

describe('the way back', () => {
  it.each(['rollback', 'switch'])('is refused where nothing is kept: %s', async (verb) => {
    expect(await onModel(verb, 'customer')).toMatchObject({
      status: 409,
      body: { code: 'nothing-to-go-back-to' },
    });
    expect(await onModel(verb, 'nonsense')).toMatchObject({ status: 404 });
  });
});

describe('keys that stand still', () => {
  it.each(['parked/retry', 'parked/skip'])('go on after %s', async (verb) => {
    const key = JSON.stringify([entityOf(stage.stream)]);
    await stage.admin.query(
      `insert into engine.parked (model, version, build, key, stream, position, event_id, event_type)
       select b.model, b.version, b.build, $1, e.stream, e.position, e.id, e.type
       from engine.builds b, log.events e
       where b.model = 'customer' and e.stream = $2
       order by e.position desc
       limit 1`,
      [key, stage.stream],
    );
    expect((await onModel(verb, 'customer', { key })).status).toBe(204);
    expect((await stage.send('auditor', 'GET /read-models/parked')).body.items).toEqual([]);
    expect(await onModel(verb, 'customer', { key })).toMatchObject({
      status: 404,
      body: { code: 'parked-key-not-found' },
    });
    expect(await onModel(verb, 'customer_count', { key })).toMatchObject({
      status: 409,
      body: { code: 'summary-key' },
    });
  });
});

it('is the administrator’s business alone', async () => {
  for (const role of Role.options.filter((each) => each !== 'administrator')) {
    expect((await order([], role)).status).toBe(403);
    expect((await cancel(randomUUID(), role)).status).toBe(403);
    for (const verb of ['rollback', 'switch', 'parked/retry', 'parked/skip'])
      expect((await onModel(verb, 'customer', { surprise: 1 }, role)).status).toBe(403);
  }
});
