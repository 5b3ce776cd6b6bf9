/** The reader's own language decides how dates and numbers look. */
const locale = typeof navigator === 'undefined' ? 'en' : navigator.language;

const numbers = new Intl.NumberFormat(locale);
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
const civilDays = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const exactMoments = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' });
const times = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });

/** `12,345` */
export const formatNumber = (value: number): string => numbers.format(value);

/** `12.3K`: where only the size matters. */
export const formatCount = (value: number): string =>
  value < 10_000 ? formatNumber(value) : compact.format(value);

const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
const changes = new Intl.NumberFormat(locale, {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});

/** A share from 0 to 1 in per cent, `12.3%`; null, which is not known, as a dash. */
export const formatShare = (share: number | null): string => (share === null ? '–' : percents.format(share));

/** A change as a share, with its sign: `+12.3%`. */
export const formatChange = (share: number | null): string => (share === null ? '–' : changes.format(share));

/** A probability: four digits, or that it is smaller. */
export const formatProbability = (p: number | null): string => {
  if (p === null) return '–';
  return p < 0.0001 ? '< 0.0001' : new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 }).format(p);
};

/** A number of things by their name: `1 customer`, `1,200 customers`. */
export const howMany = (count: number, thing: string): string =>
  `${formatNumber(count)} ${count === 1 ? thing : `${thing}s`}`;

/** The day of an instant where the reader is: `24 Nov 2026`. */
export const formatDay = (instant: string): string => days.format(new Date(instant));

/** A calendar day (`YYYY-MM-DD`), the same day everywhere. */
export const formatCivilDay = (day: string): string => civilDays.format(new Date(`${day}T00:00:00Z`));

/** A period of calendar days, either end of which may be open; null where both are. */
export const formatPeriod = (from: string | null, to: string | null): string | null => {
  if (from === null) return to && `until ${formatCivilDay(to)}`;
  if (to === null) return `from ${formatCivilDay(from)}`;
  return civilDays.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`));
};

/** Day and minute of an instant. */
export const formatMoment = (instant: string): string => moments.format(new Date(instant));

/** Day, second and time zone of an instant: what a hover tells. */
export const formatExactly = (instant: string): string => exactMoments.format(new Date(instant));

/** The time of day of an instant. */
export const formatTime = (instant: string): string => times.format(new Date(instant));

const steps = [
  { unit: 'minute', seconds: 60, upTo: 3600 },
  { unit: 'hour', seconds: 3600, upTo: 86_400 },
  { unit: 'day', seconds: 86_400, upTo: 7 * 86_400 },
  { unit: 'week', seconds: 7 * 86_400, upTo: 30 * 86_400 },
] as const;

/** How long ago (or ahead): `now`, `5 min. ago`, `yesterday`; beyond a month the day itself. */
export const formatRelative = (instant: string, now: number = Date.now()): string => {
  const seconds = (new Date(instant).getTime() - now) / 1000;
  const distance = Math.abs(seconds);
  if (distance < 45) return relative.format(0, 'second');
  const step = steps.find(({ upTo }) => distance < upTo);
  return step ? relative.format(Math.round(seconds / step.seconds), step.unit) : formatDay(instant);
};

/** `1 h 5 min`, `40 s`: a duration in seconds. */
export const formatDuration = (seconds: number): string => {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  if (minutes > 0) return rest > 0 && minutes < 10 ? `${minutes} min ${rest} s` : `${minutes} min`;
  return `${rest} s`;
};

/** Words whose spelling is not what their letters say. */
const spelled: Readonly<Record<string, string>> = { email: 'E-mail', sms: 'SMS' };
/** Words that keep their capitals within a sentence. */
const capital = new Set(['sms']);

/** A word of the vocabulary as people read it: `left_voicemail` -> `Left voicemail`, `webSite` -> `Web site`. */
export const humanise = (word: string): string => {
  const known = spelled[word];
  if (known !== undefined) return known;
  const text = word
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** A word of the vocabulary within a sentence: `email` -> `e-mail`, `sms` -> `SMS`. */
export const inSentence = (word: string): string =>
  capital.has(word) ? humanise(word) : humanise(word).toLowerCase();

/** Up to two letters that stand for a name. */
export const initials = (name: string): string => {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase(locale);
};
