import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { useRef, useState } from 'react';
import { FactSection } from '../../../ui/FactSection.tsx';
import { AddIcon } from '../../../ui/icons.ts';
import { useNotices } from '../../../ui/notice.tsx';
import { useRecord } from '../record.ts';
import { type ContactDraft, ContactForm } from './ContactForm.tsx';
import { type Contact, type ContactAction, ContactLine } from './ContactLine.tsx';
import { Past } from './Past.tsx';

/** What of a contact can be switched by its menu. */
export type ContactFlag = 'primary' | 'invalid' | 'barred';

/** What tells e-mail addresses and telephone numbers apart; every edit is held to the revision that was seen. */
export interface ContactKind {
  readonly title: string;
  readonly what: string;
  readonly field: 'emails' | 'phones';
  readonly path: string;
  readonly type: 'email' | 'tel';
  readonly scheme: string;
  readonly labels: readonly string[];
  readonly barred: { readonly word: string; readonly on: string; readonly off: string };
  readonly add: (draft: ContactDraft, anyway: boolean, basedOn: number) => Promise<void>;
  readonly change: (contact: Contact, draft: ContactDraft, anyway: boolean, basedOn: number) => Promise<void>;
  readonly set: (contact: Contact, flag: ContactFlag, to: boolean) => Promise<void>;
  readonly remove: (contact: Contact) => Promise<void>;
}

/** Addresses or numbers of the customer: added, changed, marked and removed in place. */
export const ContactList = ({ kind, contacts }: { kind: ContactKind; contacts: readonly Contact[] }) => {
  const { customer, present, editable } = useRecord();
  const { failed } = useNotices();
  const [open, setOpen] = useState<'new' | string | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const seen = useRef(customer.revision);
  const start = (which: string) => {
    seen.current = customer.revision;
    setOpen(which);
  };
  const close = () => {
    setOpen(null);
    requestAnimationFrame(() => add.current?.focus());
  };
  const form = { ...kind, onClose: close };

  const actionsOf = (contact: Contact): ContactAction[] => {
    const set = (flag: ContactFlag, to: boolean) => void kind.set(contact, flag, to).catch(failed);
    return [
      { label: 'Edit', run: () => start(contact.id) },
      ...(contact.primary ? [] : [{ label: 'Make primary', run: () => set('primary', true) }]),
      {
        label: contact.invalid ? 'Mark as valid' : 'Mark as invalid',
        run: () => set('invalid', !contact.invalid),
      },
      { label: contact.barred ? kind.barred.off : kind.barred.on, run: () => set('barred', !contact.barred) },
      { label: 'Remove', run: () => void kind.remove(contact).catch(failed) },
    ];
  };

  return (
    <FactSection
      title={kind.title}
      action={
        editable ? (
          <IconButton ref={add} aria-label={`Add ${kind.what.toLowerCase()}`} onClick={() => start('new')}>
            <AddIcon size={16} aria-hidden />
          </IconButton>
        ) : null
      }
    >
      <Past field={kind.field} past={customer[kind.field]} present={present[kind.field]}>
        {contacts.length === 0 && open === null ? (
          <Typography variant="body2" color="textSecondary">
            None
          </Typography>
        ) : null}
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {contacts.map((contact) =>
            open === contact.id ? (
              <Box component="li" key={contact.id}>
                <ContactForm
                  {...form}
                  initial={{ value: contact.value ?? '', label: contact.label }}
                  onSave={(draft, anyway) => kind.change(contact, draft, anyway, seen.current)}
                />
              </Box>
            ) : (
              <ContactLine
                key={contact.id}
                contact={contact}
                scheme={kind.scheme}
                barredWord={kind.barred.word}
                actions={editable ? actionsOf(contact) : []}
              />
            ),
          )}
        </Box>
        {open === 'new' ? (
          <ContactForm
            {...form}
            initial={{ value: '', label: kind.labels[0] ?? 'other' }}
            onSave={(draft, anyway) => kind.add(draft, anyway, seen.current)}
          />
        ) : null}
      </Past>
    </FactSection>
  );
};
