import { createTheme } from '@mui/material/styles';
import { components } from './theme-components.ts';

/** Greys with a trace of blue, one accent. Every text colour has at least 4.5:1 on every surface it may stand on. */
const light = {
  primary: { main: '#4450c8', dark: '#3741a8', light: '#6b76e0', contrastText: '#ffffff' },
  error: { main: '#c0322f' },
  warning: { main: '#9a5b00' },
  success: { main: '#1d7a4c' },
  info: { main: '#2563a8' },
  background: { default: '#ffffff', paper: '#ffffff' },
  text: { primary: '#1a1c21', secondary: '#5b6270', disabled: '#6b7280' },
  divider: '#e7e8ec',
  action: { hover: '#f4f5f7', selected: '#eef0fd', focus: '#eef0fd' },
};

const dark = {
  primary: { main: '#8f9bff', dark: '#7480f0', light: '#b0b9ff', contrastText: '#12131a' },
  error: { main: '#ff8a80' },
  warning: { main: '#f0b35a' },
  success: { main: '#5fcf95' },
  info: { main: '#7fb4f0' },
  background: { default: '#131417', paper: '#1a1c20' },
  text: { primary: '#edeef1', secondary: '#a2a8b4', disabled: '#8b919d' },
  divider: '#2a2d33',
  action: { hover: '#1f2126', selected: '#24273a', focus: '#24273a' },
};

/** Surfaces that Material has no name for: the sidebar, quiet fills, the frame of a control, the focus ring. */
const surfaces = {
  light: { side: '#f7f7f9', quiet: '#f3f4f6', control: '#d3d6dd', ring: '#4450c8' },
  dark: { side: '#0f1013', quiet: '#22252b', control: '#3a3e47', ring: '#8f9bff' },
};

declare module '@mui/material/styles' {
  interface CssThemeVariables {
    enabled: true;
  }
  interface Palette {
    surface: typeof surfaces.light;
  }
  interface PaletteOptions {
    surface: typeof surfaces.light;
  }
}

const font = '"Inter Variable", system-ui, -apple-system, "Segoe UI", sans-serif';

/** The one look of the product: type scale, spacing (4 px), density and colour of both schemes. */
export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data-color-scheme' },
  colorSchemes: {
    light: { palette: { ...light, surface: surfaces.light } },
    dark: { palette: { ...dark, surface: surfaces.dark } },
  },
  spacing: 4,
  shape: { borderRadius: 7 },
  breakpoints: { values: { xs: 0, sm: 601, md: 900, lg: 1200, xl: 1536 } },
  typography: {
    fontFamily: font,
    fontSize: 14,
    h1: { fontSize: '1.25rem', lineHeight: 1.3, fontWeight: 620, letterSpacing: '-0.015em' },
    h2: { fontSize: '1rem', lineHeight: 1.4, fontWeight: 600, letterSpacing: '-0.01em' },
    h3: { fontSize: '0.875rem', lineHeight: 1.45, fontWeight: 600 },
    subtitle2: { fontSize: '0.8125rem', lineHeight: 1.5, fontWeight: 550 },
    body1: { fontSize: '0.875rem', lineHeight: 1.5 },
    body2: { fontSize: '0.8125rem', lineHeight: 1.5 },
    button: { fontSize: '0.8125rem', fontWeight: 550, textTransform: 'none', letterSpacing: 0 },
    caption: { fontSize: '0.75rem', lineHeight: 1.5 },
    overline: {
      fontSize: '0.6875rem',
      lineHeight: 1.5,
      fontWeight: 600,
      letterSpacing: '0.04em',
      textTransform: 'uppercase',
    },
  },
  components,
});
