import type { Column, Target } from './mapping.ts';

/** Header spellings of products and languages (English, German, French, Spanish, Italian, Dutch, Portuguese). */
const spellings: Readonly<Partial<Record<Target, string>>> = {
  fullName:
    'name, full name, fullname, display name, customer name, contact name, client name, vollständiger name, kunde, nom complet, nom et prénom, nombre completo, nome completo, nome e cognome, volledige naam, naam',
  salutation:
    'salutation, title, prefix, name prefix, anrede, titel, civilité, tratamiento, titolo, aanhef, tratamento',
  firstName:
    'first name, firstname, fname, given name, forename, christian name, vorname, prénom, nombre, nombre de pila, primer nombre, nome proprio, voornaam, primeiro nome',
  lastName:
    'last name, lastname, lname, surname, family name, nachname, familienname, zuname, nom, nom de famille, apellido, apellidos, cognome, achternaam, sobrenome, apelido',
  jobTitle:
    'job title, jobtitle, job, position, role, function, occupation, organization title, organization 1 title, beruf, funktion, stellung, berufsbezeichnung, poste, fonction, cargo, puesto, ruolo, mansione, functie',
  companyName:
    'company, company name, organization, organisation, organization name, organization 1 name, account, account name, employer, business, firma, firmenname, unternehmen, arbeitgeber, société, entreprise, empresa, compañía, azienda, società, bedrijf, bedrijfsnaam',
  birthDate:
    'birth date, birthdate, birthday, date of birth, dob, born, geburtsdatum, geburtstag, geboren, date de naissance, naissance, fecha de nacimiento, nacimiento, data di nascita, geboortedatum, data de nascimento',
  locale: 'locale, language, preferred language, sprache, langue, idioma, lingua, taal',
  timeZone: 'time zone, timezone, tz, zeitzone, fuseau horaire, zona horaria, fuso orario, tijdzone',
  leadSource:
    'lead source, leadsource, source, original source, herkunft, quelle, leadquelle, origine, source du lead, origen, fuente, fonte, bron',
  stage:
    'stage, lifecycle stage, lifecyclestage, lead status, status, customer stage, phase, kundenstatus, étape, statut, etapa, estado, fase, stato',
  tags: 'tags, tag, labels, label, categories, category, groups, group membership, schlagwörter, schlagworte, kategorien, kategorie, étiquettes, mots clés, etiquetas, etichette, categorías',
  email:
    'email, e mail, mail, email address, e mail address, primary email, work email, e mail adresse, emailadresse, email 1 value, e mail 1 value, courriel, adresse email, adresse e mail, adresse électronique, correo, correo electrónico, posta elettronica, indirizzo email, e mailadres, endereço de email',
  phone:
    'phone, telephone, phone number, telephone number, tel, primary phone, phone 1 value, telefon, telefonnummer, rufnummer, téléphone, numéro de téléphone, teléfono, telefono, telefoon, telefoonnummer, telefone, mobile phone',
  street:
    'street, address, street address, address line 1, address 1, address1, addr, mailing street, business street, home street, address 1 street, straße, strasse, adresse, anschrift, rue, calle, dirección, via, indirizzo, straat, adres, rua, endereço',
  city: 'city, town, locality, mailing city, business city, home city, address 1 city, stadt, ort, wohnort, ville, ciudad, città, comune, stad, plaats, woonplaats, cidade',
  state:
    'state, province, region, county, state province, mailing state, business state, home state, address 1 region, bundesland, kanton, région, département, provincia, regione, provincie, estado federal',
  postalCode:
    'postal code, postalcode, zip, zip code, zipcode, postcode, post code, mailing zip, business postal code, home postal code, address 1 postal code, plz, postleitzahl, code postal, código postal, codigo postal, cap, cep',
  country:
    'country, country code, country region, nation, mailing country, business country, home country, address 1 country, land, pays, país, paese, nazione',
};

/** Addresses and numbers that say what they are for. */
const labelled: readonly (readonly [string, Column])[] = [
  ['work email, business email, office email, geschäftlich e mail', { to: 'email', label: 'work' }],
  ['home email, private email, personal email, e mail privat', { to: 'email', label: 'home' }],
  ['other email, secondary email, alternate email, email 2 value', { to: 'email', label: 'other' }],
  [
    'mobile, mobile phone, mobile number, cell, cell phone, cellphone, handy, handynummer, mobil, mobiltelefon, portable, móvil, celular, cellulare, mobiel, gsm',
    { to: 'phone', label: 'mobile' },
  ],
  [
    'work phone, business phone, office phone, company phone, telefon geschäftlich',
    { to: 'phone', label: 'office' },
  ],
  ['home phone, private phone, telefon privat', { to: 'phone', label: 'home' }],
  ['fax, fax number, faxnummer, business fax, télécopie', { to: 'phone', label: 'fax' }],
  ['other phone, phone 2 value', { to: 'phone', label: 'other' }],
];

/** A header as it is compared: letters and digits in lower case, without accents, with single spaces. */
const folded = (header: string): string =>
  header
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const known: ReadonlyMap<string, Column> = new Map([
  ...Object.entries(spellings).flatMap(([target, list]) =>
    list.split(', ').map((spelling): [string, Column] => [folded(spelling), target as Target]),
  ),
  ...labelled.flatMap(([list, column]) =>
    list.split(', ').map((spelling): [string, Column] => [folded(spelling), column]),
  ),
]);

/** What a header says its column is; `attribute` where it says nothing we know. */
export const columnFor = (header: string): Column => {
  const name = folded(header);
  return (
    known.get(name) ??
    known.get(name.replace(/^(contact|customer|client|kunden?|lead|person) | \d+$/g, '')) ??
    'attribute'
  );
};
