import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Collapse from '@mui/material/Collapse';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import TextField from '@mui/material/TextField';
import { type FormEvent, type Ref, useState } from 'react';
import { fieldError, ProblemError, problemText } from '../../../api/problem.ts';
import { Choice } from '../../../ui/Choice.tsx';
import { saveOnCtrlEnter } from '../../../ui/chords.ts';
import { humanise } from '../../../ui/format.ts';
import { interactionIcon } from '../../../ui/interaction-icons.ts';
import { useNotices } from '../../../ui/notice.tsx';
import { useLogInteraction } from '../customer.api.ts';
import { InteractionFields } from './InteractionFields.tsx';
import { type ComposerTab, offers, otherKinds, tabOf, tabs } from './interaction-choices.ts';
import { emptyDraft, type InteractionDraft, isEmpty, logged } from './interaction-draft.ts';
import { ParticipantsField } from './ParticipantsField.tsx';
import { useDraft } from './use-draft.ts';

/** Writes down what happened with the customer. It opens as soon as somebody writes; the draft survives navigation. */
export const InteractionComposer = ({
  customerId,
  text,
}: {
  customerId: string;
  text: Ref<HTMLTextAreaElement>;
}) => {
  const [draft, setDraft] = useDraft(customerId);
  const [open, setOpen] = useState(!isEmpty(draft));
  const [problem, setProblem] = useState<unknown>(null);
  const log = useLogInteraction();
  const { done } = useNotices();
  const change = (part: Partial<InteractionDraft>) => setDraft((before) => ({ ...before, ...part }));
  const clear = () => {
    setDraft({ ...emptyDraft, kind: draft.kind });
    setProblem(null);
    setOpen(false);
  };

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    try {
      await log.mutateAsync({ id: customerId, body: logged(draft, new Date()) });
      clear();
      done(`${humanise(draft.kind)} logged.`);
    } catch (error) {
      setProblem(error);
      setOpen(true);
    }
  };

  const wrong = (path: string) => fieldError(problem, path);
  const isAtField = problem instanceof ProblemError && problem.fields.length > 0;
  return (
    <Box
      component="form"
      noValidate
      aria-label="Log an interaction"
      onSubmit={save}
      onKeyDown={saveOnCtrlEnter}
      sx={{ border: 1, borderColor: 'surface.control', borderRadius: '10px', bgcolor: 'background.paper' }}
    >
      <KindTabs kind={draft.kind} onChange={(kind) => change({ kind })} />
      <Box sx={{ display: 'grid', gap: 3, p: 3 }}>
        {tabOf(draft.kind) === 'other' ? (
          <Choice
            label="Kind"
            value={draft.kind}
            options={otherKinds}
            none="Choose…"
            error={wrong('kind')}
            onChange={(kind) => kind !== '' && change({ kind })}
          />
        ) : null}
        {offers(draft.kind).subject && open ? (
          <TextField
            label="Subject"
            value={draft.subject}
            error={wrong('subject') !== undefined}
            helperText={wrong('subject')}
            onChange={({ target }) => change({ subject: target.value })}
          />
        ) : null}
        <TextField
          multiline
          minRows={open ? 3 : 1}
          maxRows={14}
          inputRef={text}
          placeholder={placeholders[tabOf(draft.kind)]}
          value={draft.body}
          error={wrong('body') !== undefined}
          helperText={wrong('body')}
          onFocus={() => setOpen(true)}
          onChange={({ target }) => change({ body: target.value })}
          slotProps={{ htmlInput: { 'aria-label': 'Text' } }}
        />
        <Collapse in={open} unmountOnExit>
          <Box sx={{ display: 'grid', gap: 3 }}>
            <ParticipantsField
              customerId={customerId}
              participants={draft.participants}
              error={wrong('participants')}
              onChange={(participants) => change({ participants })}
            />
            <InteractionFields draft={draft} onChange={change} problem={problem} />
            {problem === null || isAtField ? null : <Alert severity="error">{problemText(problem)}</Alert>}
            <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
              <Button type="submit" variant="contained" color="primary" disabled={log.isPending}>
                {log.isPending ? 'Saving…' : `Log ${humanise(draft.kind).toLowerCase()}`}
              </Button>
              <Button onClick={clear}>{isEmpty(draft) ? 'Close' : 'Discard'}</Button>
              <Box
                sx={{
                  ml: 'auto',
                  typography: 'caption',
                  color: 'text.secondary',
                  display: { xs: 'none', sm: 'block' },
                }}
              >
                Ctrl + Enter saves
              </Box>
            </Box>
          </Box>
        </Collapse>
      </Box>
    </Box>
  );
};

const placeholders: Readonly<Record<ComposerTab, string>> = {
  note: 'Write a note…',
  call: 'What was said on the call?',
  email: 'What was written?',
  meeting: 'What was agreed in the meeting?',
  other: 'What happened?',
};

const KindTabs = ({
  kind,
  onChange,
}: {
  kind: InteractionDraft['kind'];
  onChange: (kind: InteractionDraft['kind']) => void;
}) => (
  <Tabs
    value={tabOf(kind)}
    aria-label="Kind of interaction"
    variant="scrollable"
    onChange={(_, tab: ComposerTab) => onChange(tab === 'other' ? 'sms' : tab)}
    sx={{ px: 2, borderBottom: 1, borderColor: 'divider', '& svg': { display: { xs: 'none', sm: 'block' } } }}
  >
    {tabs.map((tab) => {
      const Icon = interactionIcon(tab === 'other' ? 'chat' : tab);
      return (
        <Tab
          key={tab}
          value={tab}
          icon={<Icon size={14} aria-hidden />}
          iconPosition="start"
          label={humanise(tab)}
        />
      );
    })}
  </Tabs>
);
