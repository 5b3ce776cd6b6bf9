import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { type ReactNode, useId, useState } from 'react';
import { CheckIcon, ExpandIcon } from './icons.ts';

interface Choice {
  readonly value: string | null;
  readonly text: ReactNode;
}

interface Props {
  /** What is chosen: `Lifecycle stage`. */
  readonly label: string;
  readonly value: string | null;
  /** The current choice in words, for those who hear the page. */
  readonly spoken: string;
  readonly shown: ReactNode;
  readonly choices: readonly Choice[];
  readonly busy: boolean;
  readonly onOpen: () => void;
  readonly onChoose: (value: string | null) => void;
}

/** A button that shows the current choice and opens a menu of the others. */
export const ChoiceMenu = ({ label, value, spoken, shown, choices, busy, onOpen, onChoose }: Props) => {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const menuId = useId();
  return (
    <>
      <Button
        variant="outlined"
        aria-label={`${label}: ${spoken}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor === null ? undefined : menuId}
        aria-busy={busy}
        onClick={({ currentTarget }) => {
          onOpen();
          setAnchor(currentTarget);
        }}
        endIcon={<ExpandIcon size={14} aria-hidden />}
        sx={{ maxWidth: 240, gap: 1, opacity: busy ? 0.7 : 1 }}
      >
        {shown}
      </Button>
      <Menu
        id={menuId}
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ paper: { sx: { maxHeight: 380, minWidth: 200 } }, list: { 'aria-label': label } }}
      >
        {choices.map(({ value: choice, text }) => (
          <MenuItem
            key={choice ?? ''}
            role="menuitemradio"
            aria-checked={choice === value}
            selected={choice === value}
            onClick={() => {
              setAnchor(null);
              if (choice !== value) onChoose(choice);
            }}
          >
            {text}
            {choice === value ? <CheckIcon size={14} aria-hidden style={{ marginLeft: 'auto' }} /> : null}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
};
