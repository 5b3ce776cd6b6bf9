import { expect, it } from '@jest/globals';
import { welcome } from './welcome.ts';

const first = { email: 'admin@example.com', password: 'abcd-efgh' };

it('names a command for the sample data that reaches this installation, by somebody who may', () => {
  expect(welcome({ url: 'http://localhost:8080', first })).toContain(
    '  Sample data: npm run sample -- --email admin@example.com',
  );
  expect(welcome({ url: 'http://localhost:8190', first })).toContain(
    '  Sample data: npm run sample -- --url http://localhost:8190 --email admin@example.com',
  );
});

it('tells the first password once', () => {
  expect(welcome({ url: 'http://localhost:8080', first }).join('\n')).toContain(first.password);
  expect(welcome({ url: 'http://localhost:8080', first: undefined }).join('\n')).not.toContain('Password');
});
