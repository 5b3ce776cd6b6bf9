import {
  campaignCommands,
  campaignMemberCommands,
  campaignQuestions,
  type MemberStatus,
} from '@crm/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask, askPages, useCommand } from '../../api/ask.ts';

export const useCampaign = (id: string) => useQuery(ask(campaignQuestions.campaign, { id }));

/** The members so far, each told apart by its customer. */
export const useMembers = (id: string, status: readonly MemberStatus[]) => {
  const pages = useInfiniteQuery(
    askPages(campaignQuestions.campaignMembers, {
      id,
      ...(status.length > 0 && { status: [...status] }),
      limit: 100,
    }),
  );
  const members = useMemo(
    () => pages.data?.map((member) => ({ ...member, id: member.customerId })),
    [pages.data],
  );
  return { ...pages, members };
};

export const useAudienceCounts = (id: string) => useQuery(ask(campaignQuestions.campaignAudiences, { id }));
export const useReport = (id: string) => useQuery(ask(campaignQuestions.campaignReport, { id }));

export const useChangeCampaign = () => useCommand(campaignCommands.ChangeCampaign);
export const useAddMember = () => useCommand(campaignMemberCommands.AddToCampaign);
export const useAddAudience = () => useCommand(campaignCommands.AddAudience);
export const useRecordCost = () => useCommand(campaignCommands.RecordCampaignCost);
export const useVoidCost = () => useCommand(campaignCommands.VoidCampaignCost);
