import { EmailLabel } from '@crm/contracts';
import { useAddEmail, useChangeEmail, useRemoveEmail } from '../customer.api.ts';
import { useRecord } from '../record.ts';
import { type ContactFlag, ContactList } from './ContactList.tsx';

/** The customer's e-mail addresses. */
export const EmailList = () => {
  const { customer, edit } = useRecord();
  const { mutateAsync: add } = useAddEmail();
  const { mutateAsync: change } = useChangeEmail();
  const { mutateAsync: remove } = useRemoveEmail();
  const { id } = customer;
  return (
    <ContactList
      contacts={customer.emails.map(({ address, optedOut, ...email }) => ({
        ...email,
        value: address,
        barred: optedOut,
      }))}
      kind={{
        title: 'E-mail',
        what: 'E-mail address',
        field: 'emails',
        path: 'address',
        type: 'email',
        scheme: 'mailto:',
        labels: EmailLabel.options,
        barred: { word: 'Opted out', on: 'Mark as opted out', off: 'Mark as opted in' },
        add: ({ value, label }, registerAnyway, basedOn) =>
          edit({
            key: 'email:new',
            mine: value,
            basedOn,
            send: (ifMatch) =>
              add({ id, ifMatch, body: { address: value, label: EmailLabel.parse(label), registerAnyway } }),
          }),
        change: ({ id: emailId, value: before }, { value, label }, registerAnyway, basedOn) =>
          edit({
            key: `email:${emailId}`,
            mine: value,
            basedOn,
            send: (ifMatch) =>
              change({
                id,
                emailId,
                ifMatch,
                body: {
                  label: EmailLabel.parse(label),
                  ...(value !== before && { address: value, registerAnyway }),
                },
              }),
          }),
        set: ({ id: emailId, value }, flag, to) =>
          edit({
            key: `email:${emailId}`,
            mine: `${value ?? ''}, ${flag}: ${to ? 'yes' : 'no'}`,
            send: (ifMatch) => change({ id, emailId, ifMatch, body: bodyOf(flag, to) }),
          }),
        remove: ({ id: emailId }) =>
          edit({
            key: `email:${emailId}`,
            mine: 'removed',
            send: (ifMatch) => remove({ id, emailId, ifMatch }),
          }),
      }}
    />
  );
};

const bodyOf = (flag: ContactFlag, to: boolean) =>
  flag === 'primary' ? { primary: true as const } : flag === 'invalid' ? { invalid: to } : { optedOut: to };
