import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import TextField from '@mui/material/TextField';
import { type KeyboardEvent, useRef, useState } from 'react';
import { problemText } from '../../../api/problem.ts';
import { AddIcon } from '../../../ui/icons.ts';
import { useNotices } from '../../../ui/notice.tsx';
import { useChangeTags } from '../customer.api.ts';
import { Past } from '../facts/Past.tsx';
import { useRecord } from '../record.ts';

/** The customer's tags: taken off by their cross, added by name; a comma parts several. */
export const TagsControl = () => {
  const { customer, present, editable, edit } = useRecord();
  const { failed } = useNotices();
  const { mutateAsync } = useChangeTags();
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);

  const change = (body: { add?: string[]; remove?: string[] }) =>
    edit({
      key: 'tags',
      mine: [
        ...(body.add ?? []).map((tag) => `+ ${tag}`),
        ...(body.remove ?? []).map((tag) => `− ${tag}`),
      ].join(', '),
      send: (ifMatch) => mutateAsync({ id: customer.id, body, ifMatch }),
    });
  const close = () => {
    setText(null);
    setProblem(null);
    requestAnimationFrame(() => button.current?.focus());
  };
  const add = async () => {
    const tags = (text ?? '').split(',').flatMap((tag) => tag.trim() || []);
    if (tags.length === 0) return close();
    try {
      await change({ add: tags });
      close();
    } catch (error) {
      setProblem(problemText(error));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') void add();
    if (event.key === 'Escape') close();
  };

  return (
    <Past field="tags" past={customer.tags} present={present.tags}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
        <Box component="ul" aria-label="Tags" sx={{ display: 'contents' }}>
          {customer.tags.map((tag) => (
            <Box component="li" key={tag} sx={{ listStyle: 'none', display: 'flex' }}>
              <Chip
                label={tag}
                {...(editable && {
                  'aria-label': `${tag}: press Delete to remove this tag`,
                  onDelete: () => void change({ remove: [tag] }).catch(failed),
                })}
              />
            </Box>
          ))}
        </Box>
        {!editable ? null : text === null ? (
          <Button
            ref={button}
            size="small"
            startIcon={<AddIcon size={14} aria-hidden />}
            onClick={() => setText('')}
            sx={{ color: 'text.secondary' }}
          >
            Tag
          </Button>
        ) : (
          <TextField
            autoFocus
            value={text}
            placeholder="vip, newsletter"
            error={problem !== null}
            helperText={problem}
            onChange={({ target }) => setText(target.value)}
            onKeyDown={onKeyDown}
            onBlur={() => void add()}
            slotProps={{ htmlInput: { 'aria-label': 'Add tags' } }}
            sx={{ width: 180 }}
          />
        )}
      </Box>
    </Past>
  );
};
