import { PhoneLabel } from '@crm/contracts';
import { useAddPhone, useChangePhone, useRemovePhone } from '../customer.api.ts';
import { useRecord } from '../record.ts';
import { type ContactFlag, ContactList } from './ContactList.tsx';

/** The customer's telephone numbers. */
export const PhoneList = () => {
  const { customer, edit } = useRecord();
  const { mutateAsync: add } = useAddPhone();
  const { mutateAsync: change } = useChangePhone();
  const { mutateAsync: remove } = useRemovePhone();
  const { id } = customer;
  return (
    <ContactList
      contacts={customer.phones.map(({ number, doNotCall, ...phone }) => ({
        ...phone,
        value: number,
        barred: doNotCall,
        shared: false,
      }))}
      kind={{
        title: 'Telephone',
        what: 'Telephone number',
        field: 'phones',
        path: 'number',
        type: 'tel',
        scheme: 'tel:',
        labels: PhoneLabel.options,
        barred: { word: 'Do not call', on: 'Mark as do not call', off: 'Allow calls' },
        add: ({ value, label }, _, basedOn) =>
          edit({
            key: 'phone:new',
            mine: value,
            basedOn,
            send: (ifMatch) => add({ id, ifMatch, body: { number: value, label: PhoneLabel.parse(label) } }),
          }),
        change: ({ id: phoneId, value: before }, { value, label }, _, basedOn) =>
          edit({
            key: `phone:${phoneId}`,
            mine: value,
            basedOn,
            send: (ifMatch) =>
              change({
                id,
                phoneId,
                ifMatch,
                body: { label: PhoneLabel.parse(label), ...(value !== before && { number: value }) },
              }),
          }),
        set: ({ id: phoneId, value }, flag, to) =>
          edit({
            key: `phone:${phoneId}`,
            mine: `${value ?? ''}, ${flag}: ${to ? 'yes' : 'no'}`,
            send: (ifMatch) => change({ id, phoneId, ifMatch, body: bodyOf(flag, to) }),
          }),
        remove: ({ id: phoneId }) =>
          edit({
            key: `phone:${phoneId}`,
            mine: 'removed',
            send: (ifMatch) => remove({ id, phoneId, ifMatch }),
          }),
      }}
    />
  );
};

const bodyOf = (flag: ContactFlag, to: boolean) =>
  flag === 'primary' ? { primary: true as const } : flag === 'invalid' ? { invalid: to } : { doNotCall: to };
