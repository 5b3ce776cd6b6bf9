import { describe, expect, it } from '@jest/globals';
import { addressesIn, unknownCsv } from './addresses.ts';

const only = (csv: string) => addressesIn(csv).map(({ address }) => address);

describe('the addresses of a file', () => {
  it.each([
    ['a plain list', 'ada@example.org\nlise@example.org\n'],
    ['a list with a head', 'E-mail\nada@example.org\nlise@example.org'],
    ['a column by its name', 'Name,Email address,Note\nAda,ada@example.org,x@y\nLise,lise@example.org,'],
    ['a column by its content', 'who;where\nAda;ada@example.org\nLise;lise@example.org'],
    [
      'tabs, a byte order mark and other line ends',
      '\uFEFFName\te-mail\r\nAda\tada@example.org\r\nLise\tlise@example.org\r\n',
    ],
    ['quoted cells', 'name,mail\n"King, Ada",ada@example.org\n"Lise ""M""",lise@example.org'],
  ])('are found in %s', (_, csv) => expect(only(csv)).toEqual(['ada@example.org', 'lise@example.org']));

  it('keep the line they stand on; empty cells and lines are left out', () => {
    expect(addressesIn('email\n\nada@example.org\n  \n;\nnot an address')).toEqual([
      { line: 3, address: 'ada@example.org' },
      { line: 5, address: ';' },
      { line: 6, address: 'not an address' },
    ]);
    expect(addressesIn('name;email\nAda;\nLise;lise@example.org')).toEqual([
      { line: 3, address: 'lise@example.org' },
    ]);
  });

  it('are none in an empty file', () => expect(addressesIn(' \n')).toEqual([]));
});

it('gives unknown addresses back with the line of the file, safe for a spreadsheet', () => {
  const file = addressesIn('email\nada@example.org\n\n=cmd,"x"@example.org');
  expect(
    unknownCsv(
      [
        { row: 1, address: 'ada@example.org', code: 'nobody-has-it' },
        { row: 2, address: '=cmd', code: 'not-an-address' },
        { row: 9, address: 'a"b,c', code: 'named-twice' },
      ],
      file,
    ).split('\r\n'),
  ).toEqual([
    'line,e-mail,reason',
    '2,ada@example.org,belongs to no customer',
    "4,'=cmd,is no e-mail address",
    '9,"a""b,c",stands in the file twice',
  ]);
});
