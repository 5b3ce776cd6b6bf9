import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ProcessName, startTestProduct, type TestProduct } from './support/product.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
}, 60_000);
afterAll(() => product?.stop(), 60_000);

const processes: readonly ProcessName[] = ['postgres', 'auth', 'command', 'projection', 'query', 'web'];

describe('the product', () => {
  it.each(processes)(
    'brings %s back when it is killed',
    async (name) => {
      const before = product.pid(name);
      product.kill(name);
      await product.revived(name, before);
      const { pathname, status } = await customers();
      expect([pathname, status]).toEqual(['/api/customers', 200]);
    },
    60_000,
  );

  it('tells its metrics to operators, and not where everybody comes in', async () => {
    for (const place of product.metrics)
      expect(await (await fetch(place)).text()).toContain('process_cpu_seconds_total');
    const everybody = await fetch(`${product.url}/metrics`);
    expect(everybody.headers.get('content-type')).toContain('text/html');
  });
});

/** What the web gateway answers to a signed-in person. */
const customers = async (): Promise<{ pathname: string; status: number }> => {
  const token = await product.signIn();
  const { url, status } = await fetch(`${product.url}/api/customers`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { pathname: new URL(url).pathname, status };
};
