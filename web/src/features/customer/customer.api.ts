import {
  campaignMemberCommands,
  campaignQuestions,
  customerCommands,
  customerQuestions,
  interactionCommands,
  privacyQuestions,
  userQuestions,
} from '@crm/contracts';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, useAskPages, useCommand } from '../../api/ask.ts';
import type { NameOf } from '../../changes/shown.ts';
import { useUserName } from '../../ui/OwnerAvatar.tsx';

/** The customer now. */
export const useCustomer = (id: string) => useQuery(ask(customerQuestions.customer, { id }));

/** The customer as of a moment; asked only where there is one. The answer before stays until the next one is there. */
export const useCustomerAsOf = (id: string, asOf: string | null) =>
  useQuery({
    ...ask(customerQuestions.customer, { id, ...(asOf !== null && { asOf }) }),
    enabled: asOf !== null,
    placeholderData: keepPreviousData,
  });

/** What a timeline is narrowed to: kinds of interaction (or `change`, `touch`), and a period. */
export interface TimelineFilter {
  readonly kind: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
}

export const useTimeline = (id: string, { kind, from, to }: TimelineFilter) =>
  useAskPages(customerQuestions.timeline, {
    id,
    ...(kind.length > 0 && { kind: [...kind] }),
    ...(from !== null && { from }),
    ...(to !== null && { to }),
  });

/** Every event of the customer, oldest first, in the largest pages there are. */
export const useHistory = (id: string) => useAskPages(customerQuestions.history, { id, limit: 200 });

/** The campaigns that the customer is a member of, newest first. */
export const useCampaigns = (id: string) => useQuery(ask(campaignQuestions.customerCampaigns, { id }));

export const useUsers = () => useQuery(ask(userQuestions.users, {}));

/** Customers that a few letters find; nothing is asked for fewer than two. */
export const useCustomerSearch = (text: string) =>
  useQuery({
    ...ask(customerQuestions.customers, { q: text.trim(), limit: 8 }),
    enabled: text.trim().length > 1,
    placeholderData: keepPreviousData,
  });

/** Gives a user's id its name, and that of a campaign which the customer belongs to; says so where there is none. */
export const useNameOf = (customerId: string): NameOf => {
  const userName = useUserName();
  const { data: campaigns = [] } = useCampaigns(customerId);
  const campaignName = (id: string) => campaigns.find(({ campaignId }) => campaignId === id)?.name;
  return (id) => userName(id) ?? campaignName(id) ?? 'Unknown';
};

export const useChangeDetails = () => useCommand(customerCommands.ChangeCustomerDetails);
export const useAddEmail = () => useCommand(customerCommands.AddEmail);
export const useChangeEmail = () => useCommand(customerCommands.ChangeEmail);
export const useRemoveEmail = () => useCommand(customerCommands.RemoveEmail);
export const useAddPhone = () => useCommand(customerCommands.AddPhone);
export const useChangePhone = () => useCommand(customerCommands.ChangePhone);
export const useRemovePhone = () => useCommand(customerCommands.RemovePhone);
export const useChangeAddress = () => useCommand(customerCommands.ChangeAddress);
export const useChangeTags = () => useCommand(customerCommands.ChangeTags);
export const useAssignCustomer = () => useCommand(customerCommands.AssignCustomer);
export const useChangeStage = () => useCommand(customerCommands.ChangeStage);
export const useArchiveCustomer = () => useCommand(customerCommands.ArchiveCustomer);
export const useRestoreCustomer = () => useCommand(customerCommands.RestoreCustomer);
/** Ends a person; answers that only wait to be looked at again are forgotten with it. */
export const useEraseCustomer = (onSuccess: () => void) => {
  const client = useQueryClient();
  return useCommand(customerCommands.EraseCustomer, {
    onSuccess: () => {
      client.removeQueries({ type: 'inactive' });
      onSuccess();
    },
  });
};
/** Everything that is held about a person; it is not kept here. */
export const useExportCustomer = () => {
  const client = useQueryClient();
  return (id: string) => client.fetchQuery({ ...ask(privacyQuestions.customerExport, { id }), gcTime: 0 });
};
export const useLogInteraction = () => useCommand(interactionCommands.LogInteraction);
export const useCorrectInteraction = () => useCommand(interactionCommands.CorrectInteraction);
export const useVoidInteraction = () => useCommand(interactionCommands.VoidInteraction);
export const useAddToCampaign = () => useCommand(campaignMemberCommands.AddToCampaign);
export const useRecordTouch = () => useCommand(campaignMemberCommands.RecordTouch);
export const useSetDoNotContact = () => useCommand(campaignMemberCommands.SetDoNotContact);
export const useLiftDoNotContact = () => useCommand(campaignMemberCommands.LiftDoNotContact);
