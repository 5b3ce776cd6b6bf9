import { describe, expect, it } from '@jest/globals';
import { customerMapper } from './customer.ts';
import { guessMapping } from './guess.ts';
import { parseMapping, requireName } from './mapping.ts';

const table = (header: string, ...rows: string[]) => ({
  columns: header.split(';'),
  sample: rows.map((row) => row.split(';')),
});
const guessed = (header: string, ...rows: string[]) => guessMapping(table(header, ...rows)).columns;

describe('guessMapping', () => {
  it('knows headers in several spellings and languages', () => {
    expect(guessed('First Name;LAST_NAME;e-mail;Cell Phone;companyName')).toEqual({
      'First Name': 'firstName',
      LAST_NAME: 'lastName',
      'e-mail': 'email',
      'Cell Phone': { to: 'phone', label: 'mobile' },
      companyName: 'companyName',
    });
    expect(guessed('Vorname;Nachname;E-Mail-Adresse;Handy;Straße;PLZ;Ort;Land')).toMatchObject({
      Vorname: 'firstName',
      'E-Mail-Adresse': 'email',
      Straße: 'street',
      PLZ: 'postalCode',
    });
    expect(guessed('Prénom;Nom;Téléphone;Société')).toEqual({
      Prénom: 'firstName',
      Nom: 'lastName',
      Téléphone: 'phone',
      Société: 'companyName',
    });
  });

  it('keeps what it does not know as attributes', () => {
    expect(guessed('Nachname;Schuhgröße')).toEqual({ Nachname: 'lastName', Schuhgröße: 'attribute' });
  });

  it('believes the values more than the header', () => {
    expect(guessed('Name;Status', 'A;paid', 'B;overdue')).toMatchObject({ Status: 'attribute' });
    expect(guessed('Name;Status', 'A;Kunde', 'B;Lead')).toMatchObject({ Status: 'stage' });
    expect(guessed('Name;Kontaktweg', 'A;a@x.org', 'B;b@x.org')).toMatchObject({ Kontaktweg: 'email' });
  });

  it('splits a full name only where there is no family name', () => {
    expect(guessed('Name;Last Name')).toEqual({ Name: 'attribute', 'Last Name': 'lastName' });
  });

  it('sees from the values which part of a date is the day', () => {
    expect(guessMapping(table('Name;Birthday', 'A;03/04/1980', 'B;25/12/1990')).dateOrder).toBe('day-first');
    expect(guessMapping(table('Name;Birthday', 'A;03/04/1980', 'B;12/25/1990')).dateOrder).toBe(
      'month-first',
    );
  });
});

describe('a mapping', () => {
  const columns = ['Name', 'Mail'];

  it('is refused with every reason when it does not fit', () => {
    expect(() => parseMapping('{"columns": {"Nmae": "lastName"}}', 'm.json', columns)).toThrow(
      /does not have: Nmae. It has: Name, Mail/,
    );
    expect(() =>
      parseMapping('{"columns": {"Name": "surname"}, "country": "DE"}', 'm.json', columns),
    ).toThrow(/columns.Name.*country/s);
    expect(() => parseMapping('{', 'm.json', columns)).toThrow(/m.json is not JSON/);
    expect(() =>
      requireName({ columns: {}, stages: {}, leadSources: {}, addTags: [] }, columns, 'f.csv'),
    ).toThrow(/no column is mapped to lastName or fullName/);
  });
});

describe('customerMapper', () => {
  const mapping = {
    columns: {
      Name: 'fullName',
      Mail: 'email',
      Tel: { to: 'phone', label: 'office' },
      Land: 'country',
      Tags: 'tags',
    },
    stages: {},
    leadSources: {},
    addTags: ['fair'],
  } as const;
  const map = customerMapper({ ...mapping, addTags: ['fair'] }, [
    'Name',
    'Mail',
    'Tel',
    'Land',
    'Tags',
    'Note',
  ]);

  it('makes a registration of a row', () => {
    expect(
      map(['Ada Lovelace', 'ada@x.org; a@y.org', '020 7946 0018', 'UK', 'vip, maths,vip', 'first']),
    ).toEqual({
      body: {
        firstName: 'Ada',
        lastName: 'Lovelace',
        emails: [{ address: 'ada@x.org' }, { address: 'a@y.org' }],
        phones: [{ number: '+442079460018', label: 'office' }],
        address: { countryCode: 'GB' },
        tags: ['fair', 'vip', 'maths'],
        attributes: { Note: 'first' },
        source: 'import',
      },
    });
  });

  it('names every cell that cannot be read', () => {
    expect(map(['', 'x', '123', 'Nowhere', '', ''])).toEqual({
      problems: [
        { column: 'Tel', message: expect.stringMatching(/country/) },
        { column: 'Land', message: expect.stringMatching(/country/) },
        { column: 'Name', message: expect.stringMatching(/needs a name/) },
      ],
    });
  });
});
