import { useRef } from 'react';
import { useMay } from '../../../api/may.ts';
import { ChoiceMenu } from '../../../ui/ChoiceMenu.tsx';
import { useNotices } from '../../../ui/notice.tsx';
import { OwnerAvatar } from '../../../ui/OwnerAvatar.tsx';
import { useAssignCustomer, useUsers } from '../customer.api.ts';
import { useRecord } from '../record.ts';

/** Whose customer this is; those who may hand it over choose from the active users. */
export const OwnerControl = () => {
  const { customer, editable, edit, nameOf } = useRecord();
  const may = useMay();
  const { done, failed } = useNotices();
  const { data: users = [] } = useUsers();
  const { mutateAsync, isPending } = useAssignCustomer();
  const seen = useRef(customer.revision);
  const { ownerId } = customer;
  if (!editable || !may('customer.assign', ownerId)) return <OwnerAvatar userId={ownerId} />;

  const said = (owner: string | null): string => (owner === null ? 'No owner' : nameOf(owner));
  const assign = async (to: string | null) => {
    try {
      await edit({
        key: 'ownerId',
        mine: said(to),
        basedOn: seen.current,
        send: (ifMatch) => mutateAsync({ id: customer.id, body: { ownerId: to }, ifMatch }),
      });
      done(to === null ? 'Nobody owns this customer now.' : `${said(to)} owns this customer now.`);
    } catch (error) {
      failed(error);
    }
  };

  const choices = [null, ...users.filter(({ active }) => active).map(({ id }) => id)];
  return (
    <ChoiceMenu
      label="Owner"
      value={ownerId}
      spoken={said(ownerId)}
      shown={<OwnerAvatar userId={ownerId} />}
      busy={isPending}
      choices={choices.map((value) => ({ value, text: <OwnerAvatar userId={value} /> }))}
      onOpen={() => {
        seen.current = customer.revision;
      }}
      onChoose={(to) => void assign(to)}
    />
  );
};
