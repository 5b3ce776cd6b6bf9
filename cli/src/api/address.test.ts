import { expect, it } from '@jest/globals';
import { serverAddress } from './address.ts';

it.each([
  ['http://localhost:8080', 'http://localhost:8080'],
  ['https://crm.example/', 'https://crm.example'],
  ['http://localhost:8080/customers?q=ada', 'http://localhost:8080'],
])('reaches the server of %s', (text, address) => {
  expect(serverAddress(text)).toBe(address);
});

it.each(['localhost:8080', 'crm.example', 'ftp://crm.example', ''])(
  'says that "%s" is no address, before anybody waits for it',
  (text) => {
    expect(() => serverAddress(text)).toThrow(`--url ${text} is not an address`);
  },
);
