/** Somebody whose every text is unlike any other: where one of them turns up, it is this person's. */
export const person = {
  firstName: 'Zyxwina',
  lastName: 'Quopplethwaite',
  jobTitle: 'Frostmondbeauftragte',
  emails: [{ address: 'zyxwina.quopple@vrolijk-voorbeeld.example' }],
  phones: [{ number: '+4930901820344' }],
  companyName: 'Quopple & Töchter',
  address: { street: 'Xylophongasse 7171', city: 'Quoppelstadt' },
  attributes: { hobby: 'glasharmonika-stimmen' },
};

/** What was written to that person, and an address that nobody knows. */
export const interaction = {
  kind: 'email',
  occurredAt: '2026-03-01T10:00:00Z',
  subject: 'Wegen der Glasharfe zu Quoppelstadt',
  body: 'Der Frostmond ist ein schlechter Schuldner.',
  participants: [{ address: 'unbekannt.quopple@vrolijk-voorbeeld.example', role: 'to' }],
};

/** What to look for: parts of all of it. */
export const secrets = [
  'Zyxwina',
  'Quopple',
  'vrolijk-voorbeeld',
  '4930901820344',
  '901820344',
  'Töchter',
  'Xylophongasse',
  'glasharmonika',
  'Glasharfe',
  'Frostmond',
];
