import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';

interface Props {
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
  readonly onClose: () => void;
}

/** Adds a tag to those that customers are filtered by. */
export const TagEntry = ({ tags, onChange, onClose }: Props) => {
  const [tag, setTag] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // It may stand in the form of a dialog.
    event.stopPropagation();
    const text = tag.trim();
    if (text !== '' && !tags.includes(text)) onChange([...tags, text]);
    onClose();
  };
  return (
    <Box component="form" onSubmit={submit} sx={{ p: 3, width: 240 }}>
      <TextField
        autoFocus
        label="Tag"
        helperText="Enter adds it"
        value={tag}
        onChange={({ target }) => setTag(target.value)}
        slotProps={{ htmlInput: { maxLength: 50 } }}
      />
    </Box>
  );
};
