import type { InteractionKind } from '@crm/contracts';
import {
  Activity,
  CalendarDays,
  FileInput,
  Globe,
  History,
  LifeBuoy,
  type LucideIcon,
  Mail,
  Mailbox,
  Megaphone,
  MessageSquare,
  MessagesSquare,
  Phone,
  Settings2,
  Share2,
  StickyNote,
} from 'lucide-react';

const icons: Readonly<Record<InteractionKind | 'change' | 'touch', LucideIcon>> = {
  call: Phone,
  email: Mail,
  meeting: CalendarDays,
  note: StickyNote,
  sms: MessageSquare,
  chat: MessagesSquare,
  social: Share2,
  web_visit: Globe,
  form_submission: FileInput,
  support_case: LifeBuoy,
  postal: Mailbox,
  system: Settings2,
  change: History,
  touch: Megaphone,
};

const isKnown = (kind: string): kind is keyof typeof icons => kind in icons;

/** The icon of an interaction's kind (or `change`, `touch`); a kind that this version does not know gets a general one. */
export const interactionIcon = (kind: string): LucideIcon => (isKnown(kind) ? icons[kind] : Activity);
