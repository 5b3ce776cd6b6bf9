import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { smallHeap } from './services.ts';

it.each(['docker-compose.yml', 'k8s/projection-service.yaml'])(
  'projection-service collects its garbage in %s as with npm start, and its worlds have limits',
  async (file) => {
    const text = await readFile(new URL(`../../../${file}`, import.meta.url), 'utf8');
    expect(text).toContain(smallHeap);
    for (const limit of ['WORLDS', 'MEGABYTES', 'IDLE_MINUTES'])
      expect(text).toContain(`TIME_MACHINE_${limit}`);
  },
);
