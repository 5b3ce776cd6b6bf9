import { useSearchParams } from 'react-router';

const all = ['facts', 'timeline', 'history'] as const;
export type CustomerTab = (typeof all)[number];

/** What the address holds: the open tab and the moment looked at. */
export const usePageState = (tabs: readonly CustomerTab[]) => {
  const [params, setParams] = useSearchParams();
  const asOf = params.get('asOf');
  const tab = tabs.find((each) => each === params.get('tab')) ?? tabs[0] ?? 'timeline';
  const set = (name: string, value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === null) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  return {
    tab,
    asOf: asOf !== null && !Number.isNaN(Date.parse(asOf)) ? asOf : null,
    openTab: (next: CustomerTab) => set('tab', next),
    lookAt: (moment: string | null) => set('asOf', moment),
  };
};
