import { useSearchParams } from 'react-router';

const all = ['facts', 'members', 'audience', 'report', 'costs'] as const;
export type CampaignTab = (typeof all)[number];

/** The open tab, kept in the address; the first where the address names none of them. */
export const useOpenTab = (tabs: readonly CampaignTab[]): [CampaignTab, (tab: CampaignTab) => void] => {
  const [params, setParams] = useSearchParams();
  const tab = tabs.find((each) => each === params.get('tab')) ?? tabs[0] ?? 'report';
  const open = (next: CampaignTab) =>
    setParams({ ...(next !== tabs[0] && { tab: next }) }, { replace: true, preventScrollReset: true });
  return [tab, open];
};
