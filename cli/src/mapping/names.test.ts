import { describe, expect, it } from '@jest/globals';
import { splitName } from './names.ts';

describe('splitName', () => {
  it.each([
    ['Ada Lovelace', ['Ada', 'Lovelace']],
    ['Lovelace, Ada', ['Ada', 'Lovelace']],
    ['Ludwig van Beethoven', ['Ludwig', 'van Beethoven']],
    ['Johann Wolfgang von Goethe', ['Johann Wolfgang', 'von Goethe']],
    ['Martin Luther King Jr.', ['Martin Luther', 'King Jr.']],
    ['King, Jr.', [undefined, 'King, Jr.']],
    ['Cher', [undefined, 'Cher']],
    ['  Mary   Ann  Evans ', ['Mary Ann', 'Evans']],
    ['山田 太郎', ['山田', '太郎']],
  ])('splits %s', (text, [firstName, lastName]) => {
    expect(splitName(text)).toEqual({ ...(firstName && { firstName }), lastName });
  });

  it.each([
    ['Frau Dr. Erika Mustermann', 'Dr.', 'Erika'],
    ['Mr John Smith', 'Mr.', 'John'],
    ['M. Dupont Pierre', 'Mr.', 'Dupont'],
  ])('takes the form of address from %s', (text, salutation, firstName) => {
    expect(splitName(text)).toMatchObject({ salutation, firstName });
  });

  it('leaves initials in the name', () => {
    expect(splitName('M Night Shyamalan')).toEqual({ firstName: 'M Night', lastName: 'Shyamalan' });
  });
});
