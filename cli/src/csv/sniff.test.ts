import { describe, expect, it } from '@jest/globals';
import { sniff } from './sniff.ts';

const dialectOf = async (sample: string) => {
  const { delimiter, quote, escape: escaping } = await sniff(sample);
  return `${delimiter} ${quote} ${escaping}`;
};

describe('sniff', () => {
  it.each([
    ['commas', 'name,email\nAda,a@x.org\nBob,b@x.org\n', ', " doubled'],
    ['semicolons beside decimal commas', 'name;sum\nAda;1,50\nBob;2,75\n', '; " doubled'],
    ['tabs beside commas in text', 'name\tcity\nLovelace, Ada\tLondon, UK\n', '\t " doubled'],
    ['pipes', 'a|b|c\n1|2|3\n', '| " doubled'],
    ['commas inside quotes', 'name;note\n"a,b,c";"x,y,z"\n"d,e,f";"p,q,r"\n', '; " doubled'],
    ['apostrophes as quotes', "a,b\n'1,5','2'\n'3','4'\n", ", ' doubled"],
    ['backslashes before quotes', 'a,b\n"say \\"hi\\" to","2"\n"3","4"\n', ', " backslash'],
    ['a single column', 'name\nAda\nBob\n', ', " doubled'],
  ])('sees %s', async (_, sample, expected) => expect(await dialectOf(sample)).toBe(expected));
});
