/** How tables of figures look: quiet heads, figures below each other. */
export const figures = {
  fontVariantNumeric: 'tabular-nums',
  '& th, & td': { borderColor: 'divider', px: 2, py: 1.5, fontSize: '0.8125rem' },
  '& th:first-of-type, & td:first-of-type': { pl: 0 },
  '& th:first-of-type + td': { pl: 2 },
  '& th:last-of-type, & td:last-of-type': { pr: 0 },
  '& thead th': { color: 'text.secondary', fontSize: '0.75rem', fontWeight: 550, lineHeight: 1.4 },
  '& tbody th': { fontWeight: 500 },
} as const;
