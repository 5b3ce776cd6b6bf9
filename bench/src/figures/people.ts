/** First names, the commonest first. */
export const firstNames = [
  ...[
    'Anna',
    'Maria',
    'Thomas',
    'Michael',
    'Sofía',
    'Peter',
    'Emma',
    'Lukas',
    'Olivia',
    'Noah',
    'Mia',
    'Ada',
  ],
  ...[
    'Liam',
    'Jürgen',
    'Zoë',
    'Kenji',
    'Amara',
    'Elena',
    'David',
    'Laura',
    'Daniel',
    'Sarah',
    'Marta',
    'Jonas',
  ],
  ...['Chloé', 'Hugo', 'Ingrid', 'Björn', 'Aisha', 'Omar', 'Yusuf', 'Fatima', 'Priya', 'Arjun', 'Wei', 'Mei'],
  ...[
    'Hiroshi',
    'Yuki',
    'Carlos',
    'Lucía',
    'João',
    'Beatriz',
    'Pavel',
    'Irina',
    'Katarzyna',
    'Marek',
    'Zsófia',
  ],
  ...[
    'Balázs',
    'Giulia',
    'Matteo',
    'Aoife',
    'Sean',
    'Charlotte',
    'William',
    'Henrik',
    'Astrid',
    'Niamh',
    'Tariq',
  ],
  ...['Leonardo', 'Francesca', 'Alexander', 'Alexandra', 'Christina', 'Christopher', 'Benjamin', 'Gabriela'],
  ...['Valentina', 'Sebastian', 'Nathalie', 'Veronika', 'Dominik', 'Florence', 'Margarete', 'Wilhelmina'],
];

const beginnings = [
  ...[
    'Ander',
    'Schmid',
    'Medi',
    'Mül',
    'Berg',
    'Nov',
    'Oka',
    'Tana',
    'Ross',
    'Lar',
    'Dub',
    'Love',
    'Garc',
    'Petr',
  ],
  ...[
    'Fried',
    'Gold',
    'Hart',
    'Ivan',
    'Jans',
    'Kauf',
    'Lind',
    'Quint',
    'Rosen',
    'Stein',
    'Uhl',
    'Vas',
    'Weber',
  ],
  ...[
    'Xavi',
    'Young',
    'Zimmer',
    'Acker',
    'Black',
    'Carl',
    'Dahl',
    'Eber',
    'Fisch',
    'Gruen',
    'Holm',
    'Ishi',
    'Jokel',
  ],
  ...['Kowal', 'Lund', 'Mont', 'Niel', 'Ost', 'Pfeif', 'Ramir', 'Sand', 'Thor', 'Ulr'],
];
const endings = [
  ...[
    'son',
    'er',
    'eiros',
    'ez',
    'mann',
    'ova',
    'ski',
    'sen',
    'ini',
    'berg',
    'ström',
    'feld',
    'ovic',
    'hara',
  ],
  ...['court', 'ton', 'ley', 'quist', 'ard', 'aux'],
];

/** A thousand last names, the commonest first: alike as real ones are (Anderson, Andersen). */
export const lastNames = Array.from({ length: beginnings.length * endings.length }, (_, n) => {
  const place = (n * 389) % (beginnings.length * endings.length);
  return `${beginnings[place % beginnings.length]}${endings[Math.floor(place / beginnings.length)]}`;
});

export const tags = ['vip', 'newsletter', 'berlin', 'partner', 'cold', 'renewal', 'webinar', 'priority'];

/** Stages that a sixth of all customers have. */
export const stages = [
  'subscriber',
  'lead',
  'marketing_qualified_lead',
  'sales_qualified_lead',
  'opportunity',
  'customer',
];
/** A stage that only the thousand registered first have: no list that begins with the newest finds it soon. */
export const oldStage = 'evangelist';
/** A stage that only people have whose names come last: no list by name finds it soon. */
export const lateStage = 'other';
