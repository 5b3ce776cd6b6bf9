import Box from '@mui/material/Box';
import { initials } from './format.ts';

/** Pairs of fill and text, each at least 4.5:1, so that faces differ but stay quiet. */
const colours = [
  ['#e4e7fb', '#3a3f9e'],
  ['#dff1e7', '#14613b'],
  ['#fdeccf', '#7c4a00'],
  ['#fbe2ec', '#93275c'],
  ['#dcedf8', '#15568a'],
  ['#ece4fa', '#5b3399'],
  ['#e3ebeb', '#2f5a5a'],
] as const;

/** Initials in a circle, of a colour that is always the same for the same `id`. Decorative: the name stands beside it. */
export const Face = ({ id, name, size = 24 }: { id: string; name: string | null; size?: number }) => {
  const sum = [...id].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 9973, 7);
  const [fill, text] = colours[sum % colours.length] ?? colours[0];
  return (
    <Box
      component="span"
      aria-hidden
      sx={(theme) => ({
        display: 'inline-grid',
        placeItems: 'center',
        flex: 'none',
        width: size,
        height: size,
        borderRadius: '50%',
        bgcolor: fill,
        color: text,
        ...theme.applyStyles('dark', { backgroundColor: text, color: fill }),
        fontSize: Math.round(size * 0.4),
        fontWeight: 600,
        lineHeight: 1,
        // Painted, not text: "AL" before "Ada Lovelace" is nothing to read out, to copy or to find.
        '&::before': { content: 'attr(data-initials)' },
      })}
      data-initials={initials(name ?? '') || '–'}
    />
  );
};
