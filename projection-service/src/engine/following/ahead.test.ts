import { expect, it } from '@jest/globals';
import { ahead } from './ahead.ts';

/** Pages that tell what was asked of them. */
const pages = (said: string[]) =>
  (async function* () {
    try {
      for (let n = 1; n <= 3; n++) {
        said.push(`made ${n}`);
        yield n;
      }
    } finally {
      said.push('ended');
    }
  })();

it('asks for a page before the one before it is done with', async () => {
  const said: string[] = [];
  for await (const page of ahead(pages(said))) said.push(`took ${page}`);
  expect(said).toEqual(['made 1', 'made 2', 'took 1', 'made 3', 'took 2', 'ended', 'took 3']);
});

it('ends the source where nobody wants more of it', async () => {
  const said: string[] = [];
  for await (const page of ahead(pages(said))) if (page === 1) break;
  await new Promise((resolve) => setImmediate(resolve));
  expect(said).toEqual(['made 1', 'made 2', 'ended']);
});
