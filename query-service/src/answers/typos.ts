const latin = 'abcdefghijklmnopqrstuvwxyz';
const alphabets = [latin, '0123456789', 'абвгдежзийклмнопрстуфхцчшщъыьэюя', 'αβγδεζηθικλμνξοπρσςτυφχψω'];

/** A word of fewer letters is too near to too many others. */
const shortest = 4;
/** A longer one is no name that somebody typed; each letter more costs 50 words more. */
const longest = 30;

/**
 * Every word that one slip of the fingers may have made it of: a letter too many, one missing,
 * another instead, or two that changed places. Some 50 words a letter, the word itself among them; none for
 * a word too short or too long to tell.
 */
export const typosOf = (word: string): readonly string[] => {
  if (word.length < shortest || word.length > longest) return [];
  const letters = alphabets.filter((alphabet) => [...alphabet].some((letter) => word.includes(letter)));
  const typos = new Set([word]);
  for (let at = 0; at <= word.length; at++) {
    const [before, here, after] = [word.slice(0, at), word.slice(at, at + 1), word.slice(at + 1)];
    typos.add(before + after);
    typos.add(before + after.slice(0, 1) + here + after.slice(1));
    for (const letter of letters.join('')) {
      typos.add(before + letter + after);
      typos.add(before + letter + here + after);
    }
  }
  return [...typos];
};
