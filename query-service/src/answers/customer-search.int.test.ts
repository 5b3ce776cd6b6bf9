import type { CustomerCard } from '@crm/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { manager, seller } from '../../testing/customers.ts';
import { type ReadSide, readSide } from '../../testing/running.ts';

let side: ReadSide;
beforeAll(async () => {
  side = await readSide();
}, 60_000);
afterAll(() => side.close());

describe('a search', () => {
  let zoe: string;
  let jurgen: string;
  beforeAll(async () => {
    zoe = await side.register({
      firstName: 'Zoë',
      lastName: "O'Brien",
      companyName: 'Águila Logistics',
      email: 'zoe.obrien@aguila.example',
      phone: '+34911234567',
      tags: ['key-account'],
      ownerId: seller.id,
    });
    jurgen = await side.register({ firstName: 'Jürgen', lastName: 'Großmann', email: 'jg@gross.example' });
    await side.register({ firstName: 'Jurgena', lastName: 'Other' });
  });
  const found = async (q: string, more = ''): Promise<string[]> =>
    (await side.ask(manager, `/customers?q=${encodeURIComponent(q)}${more}`)).body.items.map(
      (item: CustomerCard) => item.id,
    );

  it.each([
    'zoe',
    'ZOË',
    "o'bri",
    'brien zo',
    'zoe.obrien@aguila',
    'zoe.obrien@aguila.example',
    'Zoe.OBrien@Aguila.example',
    '@aguila.example',
    'obrien zoe.obrien@agu',
    '+34 911 23',
    '0034911234567',
    'aguila',
    'águila log',
    'key-acc',
  ])('for %s finds her', async (q) => expect(await found(q)).toContain(zoe));
  it('finds mistyped words', async () => {
    expect(await found('logistcs')).toContain(zoe);
    expect(await found('grosman')).toContain(jurgen);
  });
  it.each([
    'grossmannn',
    'grossman',
    'grozsmann',
    'gorssmann',
    'rgossmann',
    'jurgen grossmnan',
    'ujrgen gross',
  ])('finds a name mistyped as %s', async (q) => expect(await found(q)).toContain(jurgen));
  it('finds a mistyped address and number, but no others beside one that is right', async () => {
    expect(await found('zoe.obrein@aguila.example')).toContain(zoe);
    expect(await found('+34 911 243 567')).toContain(zoe);
    const near = await side.register({ lastName: 'Neighbour', phone: '+34911234568' });
    expect(await found('+34 911 234 567')).toEqual([zoe]);
    expect(await found('+34 911 234 569')).toEqual(expect.arrayContaining([zoe, near]));
  });
  it('sorts mistyped words too', async () =>
    expect(await found('gorssmann', '&sort=name&order=asc')).toContain(jurgen));
  it('has whole words before their beginnings', async () => expect((await found('jurgen'))[0]).toBe(jurgen));
  it('finds nothing where nothing can be looked for, and takes what SQL would choke on', async () => {
    expect(await found('!!!')).toEqual([]);
    expect(await found("'); drop table customer; --")).toEqual([]);
    expect(await found("a@'\\b:* & !c")).toEqual([]);
  });
  it('can be sorted and filtered like every list', async () => {
    expect(await found('zoe', '&sort=name&order=asc')).toEqual([zoe]);
    expect(await found('zoe', '&stage=customer')).toEqual([]);
    expect(await found('zoe', `&ownerId=${seller.id}&tag=key-account&stage=lead`)).toEqual([zoe]);
  });
  it('visits every match once', async () => {
    const ids = await Promise.all(
      Array.from({ length: 30 }, (_, n) => side.register({ lastName: n % 3 === 0 ? 'Paget' : 'Pagetson' })),
    );
    const items = await side.pages<CustomerCard>(manager, '/customers?q=paget&limit=7');
    expect(items.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    const sorted = await side.pages<CustomerCard>(manager, '/customers?q=paget&limit=7&sort=name&order=desc');
    expect(sorted.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });
  it('takes several words for whole ones where it is to sort and enough customers have them', async () => {
    const register = (firstName: string, lastName: string) => side.register({ firstName, lastName });
    const begun = await register('Annabel', 'Pagel');
    await register('Anna', 'Page');
    expect(await found('anna page', '&sort=name')).toContain(begun);
    await Promise.all(Array.from({ length: 10 }, () => register('Anna', 'Page')));
    expect(await found('anna page', '&sort=name')).toHaveLength(11);
    expect(await found('anna page')).toHaveLength(12);
  });
  describe('for several words', () => {
    let hanne: string;
    beforeAll(async () => {
      hanne = await side.register({
        firstName: 'Hannelore',
        lastName: 'Zandermann',
        companyName: 'Bo 24 Häuser Дом',
        email: 'h.zander@bo24.example',
        phone: '+4930555123',
        tags: ['A1'],
        ownerId: seller.id,
      });
    });
    it.each([
      'hannelore zandermann',
      'zand hann',
      'h z',
      'bo hanne',
      'hann a1',
      'han 24',
      'hanne 24 bo',
      '4930555 hanne',
      'hanne h.zander@bo24',
      'дом hanne',
      'häus bo24',
    ])('finds who has words that begin with each of %s', async (q) => {
      expect(await found(q)).toContain(hanne);
      expect(await found(q, '&sort=name')).toContain(hanne);
      const { body } = await side.ask(seller, `/customers?q=${encodeURIComponent(q)}`);
      expect(body.items.map(({ id }: CustomerCard) => id)).toContain(hanne);
    });
    it.each(['annel zander', 'ann hannelore', 'hannelore 555'])(
      'does not find who has some of %s in the midst of words',
      async (q) => expect(await found(q)).not.toContain(hanne),
    );
  });
  it('does not take words for mistyped that somebody has', async () => {
    await side.register({ firstName: 'Quentin', lastName: 'Blumenfeldt' });
    const other = await side.register({ firstName: 'Walburga', lastName: 'Quintenblum' });
    await side.register({ firstName: 'Quintena', lastName: 'Else' });
    expect(await found('walburgas quintenablum')).toContain(other);
    expect(await found('walburga quintena')).toEqual([]);
  });
});
