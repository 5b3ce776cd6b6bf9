import { describe, expect, it } from '@jest/globals';
import { typosOf } from './typos.ts';

describe('the words that a slip of the fingers makes', () => {
  it.each(['medeirros', 'medeiro', 'edeiros', 'mexeiros', 'medieros', 'emdeiros', 'medeirosa', 'medeirso'])(
    'of %s leave the name it was meant for',
    (typed) => expect(typosOf(typed)).toContain('medeiros'),
  );
  it('hold digits where the word does, and letters of its script', () => {
    expect(typosOf('493012345')).toContain('4930123456');
    expect(typosOf('493012345')).not.toContain('493012345a');
    expect(typosOf('иваноа')).toContain('иванов');
  });
  it('have no more than one slip, and are few enough to ask for each', () => {
    expect(typosOf('mediesor')).not.toContain('medeiros');
    expect(typosOf('medeiros').length).toBeLessThan(450);
  });
  it('are none of a word that is too short to tell, or too long for a name', () => {
    expect(typosOf('ada')).toEqual([]);
    expect(typosOf('a'.repeat(31))).toEqual([]);
  });
});
