import type { CampaignAudience } from '@crm/contracts';
import { plainFilter, readFilter } from '../../../customer-filter/customer-filter.ts';
import { useCustomerFilters } from '../../../customer-filter/use-customer-filters.tsx';

const nothing = () => undefined;

/** An audience in words: its filter, or how else its members came in. */
export const AudienceName = ({ audience }: { audience: CampaignAudience | undefined }) => {
  const filter = filterOf(audience?.filter ?? null);
  const words = useCustomerFilters(filter, nothing).flatMap(({ chosen }) => chosen ?? []);
  if (audience === undefined) return 'One by one, and by touches';
  if (audience.filter === null)
    return audience.kind === 'filter' ? 'A filter that was erased' : 'List of addresses';
  return [...(filter.q === '' ? [] : [`“${filter.q}”`]), ...words].join(' · ') || 'All customers';
};

/** The filter as it was kept, read as one from an address: of what is not understood nothing is said. */
const filterOf = (kept: CampaignAudience['filter']) =>
  kept === null
    ? plainFilter
    : readFilter(
        new URLSearchParams(
          Object.entries(kept).flatMap(([name, value]) =>
            [value].flat().flatMap((each) => (each === null ? [] : [[name, String(each)]])),
          ),
        ),
      );
