import type { Components, CssVarsTheme, Theme } from '@mui/material/styles';

type Themed = Omit<Theme, 'components'> & CssVarsTheme;

const ring = (theme: Themed) => ({
  outline: `2px solid ${theme.vars.palette.surface.ring}`,
  outlineOffset: 1,
});
const floating = (theme: Themed) => ({
  border: `1px solid ${theme.vars.palette.divider}`,
  backgroundImage: 'none',
  boxShadow: '0 8px 28px rgb(10 12 20 / 0.14), 0 1px 3px rgb(10 12 20 / 0.08)',
});

/** How Material's parts look here: flat, bordered, 32 px controls, labels above their field, visible focus. */
export const components: Components<Themed> = {
  MuiCssBaseline: {
    styleOverrides: {
      html: { height: '100%' },
      '*': { scrollbarWidth: 'thin', scrollbarColor: '#8d94a166 transparent' },
      body: {
        height: '100%',
        fontFeatureSettings: '"cv11", "ss03"',
        fontSize: '0.875rem',
        WebkitFontSmoothing: 'antialiased',
      },
      '#root': { height: '100%' },
      '@media (prefers-reduced-motion: reduce)': {
        '*, *::before, *::after': {
          animationDuration: '0.01ms !important',
          animationIterationCount: '1 !important',
          transitionDuration: '0.01ms !important',
          scrollBehavior: 'auto !important',
        },
      },
    },
  },
  // Material makes small titles headings; ours are chosen where the page's outline is known.
  MuiTypography: { defaultProps: { variantMapping: { subtitle1: 'p', subtitle2: 'p' } } },
  MuiButtonBase: {
    defaultProps: { disableRipple: true },
    styleOverrides: { root: ({ theme }) => ({ '&.Mui-focusVisible': ring(theme) }) },
  },
  MuiButton: {
    defaultProps: { disableElevation: true, size: 'medium', color: 'inherit' },
    styleOverrides: {
      root: { minHeight: 32, padding: '4px 12px', whiteSpace: 'nowrap', minWidth: 0 },
      sizeSmall: { minHeight: 28, padding: '2px 8px' },
      outlined: ({ theme }) => ({ borderColor: theme.vars.palette.surface.control }),
      startIcon: { marginRight: 6, '& > svg': { width: 16, height: 16 } },
    },
  },
  MuiIconButton: {
    defaultProps: { size: 'small' },
    styleOverrides: {
      root: ({ theme }) => ({
        borderRadius: theme.shape.borderRadius,
        width: 32,
        height: 32,
        color: theme.vars.palette.text.secondary,
      }),
    },
  },
  MuiTextField: {
    defaultProps: { size: 'small', fullWidth: true, slotProps: { inputLabel: { shrink: true } } },
  },
  MuiFormControl: { defaultProps: { size: 'small' } },
  MuiInputLabel: {
    defaultProps: { shrink: true },
    styleOverrides: {
      root: ({ theme }) => ({
        position: 'static',
        transform: 'none',
        fontSize: '0.75rem',
        fontWeight: 550,
        lineHeight: 1.5,
        marginBottom: 4,
        color: theme.vars.palette.text.secondary,
        maxWidth: 'none',
      }),
    },
  },
  MuiOutlinedInput: {
    styleOverrides: {
      root: ({ theme }) => ({
        fontSize: '0.8125rem',
        backgroundColor: theme.vars.palette.background.paper,
        '&.Mui-focused .MuiOutlinedInput-notchedOutline': { borderWidth: 2 },
      }),
      input: {
        padding: '6px 10px',
        height: '1.25rem',
        lineHeight: '1.25rem',
        'textarea&': { padding: 0, height: 'auto' },
      },
      multiline: { padding: '6px 10px' },
      notchedOutline: ({ theme }) => ({
        top: 0,
        borderColor: theme.vars.palette.surface.control,
        '& legend': { display: 'none' },
      }),
    },
  },
  MuiFormHelperText: { styleOverrides: { root: { marginLeft: 0, marginTop: 4 } } },
  MuiSelect: { styleOverrides: { select: { minHeight: '1.25rem !important' } } },
  MuiAutocomplete: {
    // A dialog that is lower than the list would cut it off.
    defaultProps: { slotProps: { popper: { popperOptions: { strategy: 'fixed' } } } },
    styleOverrides: {
      inputRoot: { padding: '0 8px !important', minHeight: 32 },
      option: { fontSize: '0.8125rem' },
      paper: ({ theme }) => ({ ...floating(theme), marginTop: 4 }),
    },
  },
  MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
  MuiMenu: { styleOverrides: { paper: ({ theme }) => floating(theme), list: { padding: 4 } } },
  MuiPopover: { styleOverrides: { paper: ({ theme }) => floating(theme) } },
  MuiBackdrop: {
    styleOverrides: { root: { '&:not(.MuiBackdrop-invisible)': { backgroundColor: 'rgb(12 14 20 / 0.4)' } } },
  },
  MuiMenuItem: {
    styleOverrides: {
      root: { fontSize: '0.8125rem', borderRadius: 5, padding: '5px 8px', minHeight: 30, gap: 8 },
    },
  },
  MuiDialog: {
    styleOverrides: {
      paper: ({ theme }) => ({ ...floating(theme), borderRadius: 12 }),
      paperFullScreen: { borderRadius: 0, border: 'none' },
    },
  },
  MuiDialogTitle: {
    styleOverrides: { root: { fontSize: '1rem', fontWeight: 600, padding: '16px 20px 8px' } },
  },
  MuiDialogContent: { styleOverrides: { root: { padding: '8px 20px 20px' } } },
  MuiDialogActions: { styleOverrides: { root: { padding: '12px 20px', gap: 4 } } },
  MuiDrawer: {
    styleOverrides: {
      paper: ({ theme }) => ({ borderColor: theme.vars.palette.divider, boxShadow: 'none' }),
    },
  },
  MuiTooltip: {
    defaultProps: { enterDelay: 400, disableInteractive: true },
    styleOverrides: { tooltip: { fontSize: '0.75rem', backgroundColor: '#23262d', color: '#f3f4f6' } },
  },
  MuiChip: {
    defaultProps: { size: 'small' },
    styleOverrides: {
      root: ({ theme }) => ({
        borderRadius: 6,
        height: 24,
        fontSize: '0.75rem',
        fontWeight: 500,
        '&.Mui-focusVisible': ring(theme),
      }),
    },
  },
  MuiTabs: {
    styleOverrides: { root: { minHeight: 36 }, indicator: { height: 2 }, list: { gap: 4 } },
  },
  MuiTab: {
    styleOverrides: { root: { minHeight: 36, minWidth: 0, padding: '6px 10px', fontSize: '0.8125rem' } },
  },
  MuiLink: { defaultProps: { underline: 'hover' } },
  MuiSkeleton: { defaultProps: { animation: 'wave' } },
  MuiAlert: { styleOverrides: { root: { fontSize: '0.8125rem', borderRadius: 8, padding: '4px 12px' } } },
};
