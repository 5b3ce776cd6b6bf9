import { CustomerCard, UserRow } from '@crm/contracts';
import { z } from 'zod';
import { type Api, type Credentials, newUser } from './api.ts';
import { importFile } from './import-file.ts';
import type { TestProduct } from './product.ts';
import { type SampleCampaigns, sampleCampaigns } from './sample-campaigns.ts';

/** The books of a small company: enough to fill every screen. */
export interface SampleWorld {
  /** The customer whose page is shown: a long life. */
  readonly hero: string;
  readonly archived: string;
  readonly erased: string;
  readonly campaigns: SampleCampaigns;
  /** Owns no customer yet. */
  readonly newcomer: Credentials;
  /** Has never signed in: must choose a password. */
  readonly invited: Credentials;
}

const firstNames =
  'Amara Noah Ingrid Mateo Yuki Leila Oskar Chiara Tomasz Fatima Hugo Sanna Rafael Mei Jonas Aylin Patrick Zofia Samuel Elena'.split(
    ' ',
  );
const lastNames =
  'Okafor Lindqvist Moreau Tanaka Rossi Haddad Kowalski Silva Becker O’Brien Nguyen Fischer Dubois Andersson Marino Yilmaz Novak Jensen Costa Keller'.split(
    ' ',
  );
const companies =
  'Northwind Logistics|Alpine Robotics|Kestrel Energy|Blue Harbour Foods|Atelier Nord|Meridian Health|Cobalt Print|Fjord Software|Solaris Glass|Tessera Bank|Wild Oak Furniture|Halcyon Air'.split(
    '|',
  );
const titles =
  'Head of Purchasing|Operations Manager|CTO|Founder|Finance Director|IT Lead|Office Manager|Plant Manager'.split(
    '|',
  );
const cities = 'Berlin;DE|Lyon;FR|Stockholm;SE|Porto;PT|Zürich;CH|Kraków;PL|Dublin;IE|Milano;IT'.split('|');
const stages =
  'lead|lead|customer|opportunity|customer|sales_qualified_lead|marketing_qualified_lead|subscriber|customer|evangelist'.split(
    '|',
  );
const tags = 'newsletter|vip, trade fair||trade fair|renewal|||partner, vip'.split('|');

/** Users, sixty customers by an import, and what happened with them. */
export const sampleWorld = async (product: TestProduct, admin: Api): Promise<SampleWorld> => {
  const maya = await newUser(product, admin, { name: 'Maya Brandt', role: 'manager' });
  const tom = await newUser(product, admin, { name: 'Tom Ashworth', role: 'sales' });
  await newUser(product, admin, { name: 'Ruth Adler', role: 'auditor' });
  const newcomer = await newUser(product, admin, { name: 'Ben Ito', role: 'sales' });
  await importFile(product, customersCsv());
  // This command comes after the import: what it answers makes the questions below wait for all of it.
  const invited = { email: 'lena.vogel@example.com', password: 'given for one sign-in' };
  await admin.give('POST', '/users', { name: 'Lena Vogel', role: 'marketing', ...invited });

  const ids = await idsOf(admin, '/customers?limit=200&sort=name&order=asc');
  const owners = [undefined, await idOf(admin, maya), await idOf(admin, tom), undefined];
  for (const [n, id] of ids.entries()) {
    const ownerId = owners[n % owners.length];
    if (ownerId !== undefined) await admin.give('PUT', `/customers/${id}/owner`, { ownerId });
    if (n % 2 === 0) await admin.give('POST', `/customers/${id}/interactions`, interaction(n));
  }
  const [hero = '', friend = '', archived = '', erased = ''] = ids.slice(4);
  await liveALife(admin, hero, friend);
  await admin.give('POST', `/customers/${archived}/archive`, { reason: 'Company closed down' });
  const campaigns = await sampleCampaigns(admin, ids);
  await admin.give('POST', `/customers/${erased}/erase`, { reason: 'asked' });
  return { hero, archived, erased, campaigns, newcomer, invited };
};

const customersCsv = (): string =>
  [
    'First name;Last name;E-mail;Mobile;Company;Job title;Stage;Tags;City;Country',
    ...Array.from({ length: 60 }, (_, n) => {
      const [first = '', last = ''] = [firstNames[n % 20], lastNames[(n * 7 + Math.floor(n / 20)) % 20]];
      const mail = `${first}.${last}`.toLowerCase().replace('’', '');
      return [
        first,
        last,
        n % 11 === 10 ? '' : `${mail}@example.com`,
        n % 7 === 6 ? '' : `+49 151 ${String(23_450_000 + n * 7_919)}`,
        companies[(n * 5) % companies.length],
        titles[(n * 3) % titles.length],
        stages[(n * 3) % stages.length],
        tags[n % tags.length],
        cities[n % cities.length],
      ].join(';');
    }),
  ].join('\n');

const daysAgo = (days: number, hour = 10): string => {
  const date = new Date(Date.now() - days * 86_400_000);
  date.setUTCHours(hour, (days * 7) % 60, 0, 0);
  return date.toISOString();
};

const interaction = (n: number) => ({
  kind: (['call', 'email', 'meeting', 'note'] as const)[(n / 2) % 4],
  occurredAt: daysAgo(1 + ((n * 13) % 80)),
  subject: n % 8 === 6 ? null : 'Follow-up',
  body: 'Asked for the new price list; sends numbers next week.',
});

/** What fills a timeline and a history: talks, corrections, changes of fields. */
const liveALife = async (admin: Api, hero: string, friend: string): Promise<void> => {
  const log = (body: object) => admin.give('POST', `/customers/${hero}/interactions`, body);
  await log({
    kind: 'email',
    direction: 'inbound',
    occurredAt: daysAgo(41),
    subject: 'Offer for the second plant',
    body: 'Thank you for the visit. Could you send an offer for the second plant as well? Our budget closes at the end of the month.',
  });
  await log({
    kind: 'call',
    direction: 'outbound',
    occurredAt: daysAgo(33, 14),
    outcome: 'left_voicemail',
    durationSec: 40,
  });
  const call = await log({
    kind: 'call',
    direction: 'outbound',
    occurredAt: daysAgo(32, 9),
    outcome: 'connected',
    durationSec: 1_260,
    sentiment: 'positive',
    body: 'Likes the maintenance plan. Wants a reference from the same industry before deciding.',
  });
  await admin.give('PATCH', `/customers/${hero}/interactions/${call.createdId}`, { durationSec: 1_320 });
  await log({
    kind: 'meeting',
    occurredAt: daysAgo(12, 13),
    status: 'held',
    durationSec: 5_400,
    subject: 'On-site workshop',
    body: 'Walked through both lines. Agreed on a pilot of six weeks, starting with line 2.',
    participants: [{ customerId: friend }],
    pinned: true,
  });
  const wrong = await log({
    kind: 'note',
    occurredAt: daysAgo(11),
    body: 'Prefers to be called after four.',
  });
  await admin.give('POST', `/customers/${hero}/interactions/${wrong.createdId}/void`, {
    reason: 'Meant for another customer',
  });
  await log({
    kind: 'note',
    occurredAt: daysAgo(2, 16),
    isInternal: true,
    body: 'Pilot goes well. Prepare the contract for both plants before the board meets.',
  });
  await admin.give('PATCH', `/customers/${hero}`, {
    jobTitle: 'Chief Operating Officer',
    birthDate: '1979-06-14',
    locale: 'de-CH',
  });
  await admin.give('POST', `/customers/${hero}/emails`, {
    address: 'private.address@example.net',
    label: 'home',
  });
  await admin.give('PUT', `/customers/${hero}/address`, {
    address: { street: 'Hafenstraße 12', postalCode: '20457', city: 'Hamburg', countryCode: 'DE' },
  });
  await admin.give('PUT', `/customers/${hero}/stage`, { stage: 'opportunity' });
  await admin.give('POST', `/customers/${hero}/tags`, { add: ['pilot'], remove: ['newsletter'] });
  await admin.give('PATCH', `/customers/${hero}`, { companyName: 'Alpine Robotics AG' });
};

const idsOf = async (admin: Api, path: string): Promise<readonly string[]> => {
  const { body } = await admin.send('GET', path);
  return z
    .object({ items: z.array(CustomerCard) })
    .parse(body)
    .items.map(({ id }) => id);
};

const idOf = async (admin: Api, { email }: Credentials): Promise<string | undefined> => {
  const { body } = await admin.send('GET', '/users');
  return z
    .array(UserRow)
    .parse(body)
    .find((user) => user.email === email)?.id;
};
