import Box from '@mui/material/Box';
import InputBase from '@mui/material/InputBase';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { SearchIcon } from './icons.ts';
import { Key } from './Key.tsx';
import { useShortcut } from './shortcuts.ts';

const customers = { path: '/customers', label: 'Search customers' };
const lists = [customers, { path: '/campaigns', label: 'Search campaigns' }];
const waitMs = 250;

/** On a list it narrows what is shown; elsewhere it searches customers, and Enter goes there. `/` comes here. */
export const SearchBox = () => {
  const input = useRef<HTMLInputElement>(null);
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const narrow = useMediaQuery((theme) => theme.breakpoints.down('sm'));
  const list = lists.find(({ path }) => path === pathname);
  const onList = list !== undefined;
  const { path: listPath, label } = list ?? customers;
  const asked = onList ? (params.get('q') ?? '') : '';
  const [text, setText] = useState(asked);
  useShortcut('/', 'Search', () => input.current?.focus());
  useEffect(() => setText(asked), [asked]);

  useEffect(() => {
    if (!onList || text.trim() === asked) return;
    const timer = setTimeout(() => {
      setParams(
        (current) => {
          const next = new URLSearchParams(current);
          if (text.trim() === '') next.delete('q');
          else next.set('q', text.trim());
          return next;
        },
        { replace: true },
      );
    }, waitMs);
    return () => clearTimeout(timer);
  }, [onList, text, asked, setParams]);

  return (
    <Box
      role="search"
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!onList) void navigate(`${listPath}?${new URLSearchParams({ q: text.trim() })}`);
      }}
      sx={{ display: { xs: onList ? 'block' : 'none', sm: 'block' }, width: { xs: 132, sm: 220, md: 280 } }}
    >
      <InputBase
        inputRef={input}
        value={text}
        placeholder={narrow ? 'Search' : label}
        type="search"
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          setText('');
          input.current?.blur();
        }}
        startAdornment={<SearchIcon size={15} aria-hidden style={{ flex: 'none' }} />}
        endAdornment={narrow ? null : <Key>/</Key>}
        slotProps={{ input: { 'aria-label': label, 'aria-keyshortcuts': '/', maxLength: 200 } }}
        sx={{
          width: '100%',
          height: 32,
          px: 2,
          gap: 2,
          fontSize: '0.8125rem',
          color: 'text.secondary',
          bgcolor: 'surface.quiet',
          borderRadius: '7px',
          border: 1,
          borderColor: 'transparent',
          '&.Mui-focused': {
            borderColor: 'primary.main',
            bgcolor: 'background.paper',
            color: 'text.primary',
          },
          '&.Mui-focused kbd': { display: 'none' },
          '& input': { p: 0 },
          '& input::placeholder': { color: 'text.secondary', opacity: 1 },
        }}
      />
    </Box>
  );
};
