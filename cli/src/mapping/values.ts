import { LeadSource, type LifecycleStage, type Salutation, LifecycleStage as Stage } from '@crm/contracts';
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

type Source = (typeof LeadSource.options)[number];
type Greeting = (typeof Salutation.options)[number];

/** A value that could not be read, and why. */
export class Unreadable extends Error {
  override name = 'Unreadable';
}

/** Words of other products and languages for the stages of a customer's life. */
const stageWords: Readonly<Record<LifecycleStage, string>> = {
  subscriber: 'subscriber, newsletter, abonnent, abonné, suscriptor',
  lead: 'lead, new, new lead, prospect, open, contacted, interessent, neu, cold, warm, hot, suspect, potential',
  marketing_qualified_lead: 'mql, marketing qualified lead, marketing qualified',
  sales_qualified_lead: 'sql, sales qualified lead, sales qualified, qualified, qualifiziert',
  opportunity: 'opportunity, deal, negotiation, proposal, verhandlung, opportunité, oportunidad',
  customer:
    'customer, client, kunde, won, closed won, active, bestandskunde, cliente, klant, existing customer',
  evangelist: 'evangelist, advocate, promoter, fan, botschafter',
  other: 'other, sonstige, sonstiges, autre, otro, altro',
};
const leadSourceWords: Readonly<Partial<Record<Source, string>>> = {
  call: 'phone, telephone, telefon, cold call',
  email: 'e mail, mail, newsletter',
  web_site:
    'web, website, homepage, internet, online, webseite, organic, organic search, inbound, landing page, web form',
  existing_customer: 'customer, bestandskunde, upsell',
  event: 'trade show, fair, messe, conference, webinar, seminar, exhibition',
  referral: 'empfehlung, word of mouth, recommendation, recommandation, referido',
  advertisement: 'ad, ads, advert, advertising, anzeige, google ads, paid search, paid social, werbung',
  social: 'social media, linkedin, facebook, twitter, instagram, xing',
  partner: 'reseller, partnership',
};

const wordsOf = <Value extends string>(
  words: Readonly<Partial<Record<Value, string>>>,
): ReadonlyMap<string, Value> =>
  new Map(
    Object.entries<string | undefined>(words).flatMap(([value, list = '']) =>
      [value, ...list.split(', ')].map((word): [string, Value] => [plain(word), value as Value]),
    ),
  );
const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');
const stagesByWord = wordsOf(stageWords);
const leadSourcesByWord = wordsOf({
  ...Object.fromEntries(LeadSource.options.map((source) => [source, ''])),
  ...leadSourceWords,
});

const oneOf = <Value extends string>(
  text: string,
  own: Readonly<Record<string, Value>>,
  words: ReadonlyMap<string, Value>,
  what: string,
  options: readonly string[],
): Value => {
  const found = (Object.hasOwn(own, text) ? own[text] : undefined) ?? words.get(plain(text));
  if (found === undefined)
    throw new Unreadable(`is no ${what} we know; map it to one of ${options.join(', ')}`);
  return found;
};

export const stage = (text: string, own: Readonly<Record<string, LifecycleStage>>): LifecycleStage =>
  oneOf(text, own, stagesByWord, 'stage', Stage.options);

export const leadSource = (text: string, own: Readonly<Record<string, Source>>): Source =>
  oneOf(text, own, leadSourcesByWord, 'source', LeadSource.options);

const salutations: ReadonlyMap<string, Greeting> = new Map(
  Object.entries({
    'Mr.': 'mr, mister, herr, hr, m, monsieur, sr, señor, signor, sig, dhr',
    'Ms.': 'ms, miss, frau, fr, mademoiselle, mlle, srta, mevr',
    'Mrs.': 'mrs, madame, mme, sra, señora, signora, mevrouw',
    'Dr.': 'dr, doctor, doktor, prof, professor, prof dr',
    'Mx.': 'mx, divers',
  } satisfies Record<Greeting, string>).flatMap(([value, list]) =>
    list.split(', ').map((word): [string, Greeting] => [word, value as Greeting]),
  ),
);
/** A form of address, dots and case aside; null where it is none. */
export const salutation = (text: string): Greeting | null =>
  salutations.get(text.trim().toLowerCase().replaceAll('.', ' ').replace(/\s+/g, ' ').trim()) ?? null;

/** A telephone number in E.164; one without a country code is read as one of the default country. */
export const phone = (text: string, defaultCountry: string | undefined): string => {
  const country =
    defaultCountry !== undefined && isSupportedCountry(defaultCountry) ? defaultCountry : undefined;
  const dialled = text.trim().replace(/^00/, '+').replace(/^\+\+/, '+');
  const parsed = parsePhoneNumberFromString(dialled, country);
  if (parsed?.isPossible()) return parsed.number;
  throw new Unreadable(
    dialled.startsWith('+') || country !== undefined
      ? 'is not a telephone number'
      : 'has no country code: set defaultCountry (--country DE) or write it as +49…',
  );
};

const isoDay = (year: number, month: number, day: number): string => {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    throw new Unreadable('is not a day of the calendar');
  return date.toISOString().slice(0, 10);
};

/** A day as `YYYY-MM-DD`. 31.12.1990 is read by its dots; what could be two days is refused without an order. */
export const day = (text: string, order: 'day-first' | 'month-first' | undefined): string => {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(text.trim());
  if (iso) return isoDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const parts = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(text.trim());
  if (!parts) throw new Unreadable('is not a date such as 1990-12-31');
  const [first, second, year] = [Number(parts[1]), Number(parts[3]), Number(parts[4])];
  if (parts[2] === '.' || order === 'day-first' || first > 12) return isoDay(year, second, first);
  if (order === 'month-first' || second > 12 || first === second) return isoDay(year, first, second);
  throw new Unreadable('can be two different days: set dateOrder to day-first or month-first');
};

const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv'];
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const countryNames: ReadonlyMap<string, string> = new Map([
  ...languages.flatMap((language) => {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    return letters
      .flatMap((first) => letters.map((second) => first + second))
      .flatMap((code): [string, string][] => {
        const name = isSupportedCountry(code) ? names.of(code) : undefined;
        return name === undefined ? [] : [[plain(name), code]];
      });
  }),
  ...Object.entries({
    usa: 'US',
    'united states of america': 'US',
    america: 'US',
    uk: 'GB',
    england: 'GB',
    scotland: 'GB',
    'great britain': 'GB',
    holland: 'NL',
    brd: 'DE',
  }),
]);

/** ISO 3166-1 alpha-2, from the code or the country's name in one of nine languages. */
export const country = (text: string): string => {
  const code = text.trim().toUpperCase();
  const found = /^[A-Z]{2}$/.test(code) && isSupportedCountry(code) ? code : countryNames.get(plain(text));
  if (found === undefined) throw new Unreadable('is no country we know; write its two-letter code');
  return found;
};
