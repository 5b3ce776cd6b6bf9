import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Link from '@mui/material/Link';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useId, useState } from 'react';
import { nothing } from '../../../changes/shown.ts';
import { humanise } from '../../../ui/format.ts';
import { MoreIcon } from '../../../ui/icons.ts';

/** An address or number, whichever it is. */
export interface Contact {
  readonly id: string;
  readonly value: string | null;
  readonly label: string;
  readonly primary: boolean;
  readonly invalid: boolean;
  /** Opted out, or not to be called. */
  readonly barred: boolean;
  readonly shared: boolean;
}

/** One thing that can be done with a contact. */
export interface ContactAction {
  readonly label: string;
  readonly run: () => void;
}

interface Props {
  readonly contact: Contact;
  /** `mailto:` or `tel:`. */
  readonly scheme: string;
  readonly barredWord: string;
  /** None: the contact is only shown. */
  readonly actions: readonly ContactAction[];
}

/** An address or number as a link, what holds of it, and its menu. */
export const ContactLine = ({ contact, scheme, barredWord, actions }: Props) => {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const menuId = useId();
  const { value, label, primary, invalid, barred, shared } = contact;
  const words = [
    primary && { text: 'Primary', tone: 'primary.main' },
    invalid && { text: 'Invalid', tone: 'error.main' },
    barred && { text: barredWord, tone: 'warning.main' },
    shared && { text: 'Shared', tone: 'text.secondary' },
  ].filter((word) => word !== false);
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'center', gap: 2, minHeight: 32 }}>
      <Box
        sx={{ minWidth: 0, flex: 1, display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: 2 }}
      >
        {value === null ? (
          nothing
        ) : (
          <Link
            href={`${scheme}${value}`}
            variant="body2"
            color="textPrimary"
            sx={{ overflowWrap: 'anywhere', ...(invalid && { textDecoration: 'line-through' }) }}
          >
            {value}
          </Link>
        )}
        <Box component="span" sx={{ typography: 'caption', color: 'text.secondary' }}>
          {humanise(label)}
        </Box>
        {words.map(({ text, tone }) => (
          <Box key={text} component="span" sx={{ typography: 'caption', fontWeight: 600, color: tone }}>
            {text}
          </Box>
        ))}
      </Box>
      {actions.length === 0 ? null : (
        <>
          <IconButton
            aria-label={`Actions for ${value ?? humanise(label)}`}
            aria-haspopup="menu"
            aria-expanded={anchor !== null}
            aria-controls={anchor === null ? undefined : menuId}
            onClick={({ currentTarget }) => setAnchor(currentTarget)}
          >
            <MoreIcon size={16} aria-hidden />
          </IconButton>
          <Menu id={menuId} anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
            {actions.map(({ label: action, run }) => (
              <MenuItem
                key={action}
                onClick={() => {
                  setAnchor(null);
                  run();
                }}
              >
                {action}
              </MenuItem>
            ))}
          </Menu>
        </>
      )}
    </Box>
  );
};
