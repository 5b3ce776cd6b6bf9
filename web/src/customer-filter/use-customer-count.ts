import { customerQuestions } from '@crm/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { formatNumber } from '../ui/format.ts';
import { type CustomerFilterState, filterQuery } from './customer-filter.ts';

/** How many customers a filter finds. */
export interface CustomerCount {
  readonly one: boolean;
  /** As far as one page of ids tells: `12`, `10,000+`. */
  readonly text: string;
}

/** Counts the customers that a filter finds; undefined until it is known. */
export const useCustomerCount = (filter: CustomerFilterState): CustomerCount | undefined =>
  useQuery({
    ...ask(customerQuestions.customerIds, filterQuery(filter)),
    placeholderData: keepPreviousData,
    select: ({ items, next }) => ({
      one: items.length === 1,
      text: `${formatNumber(items.length)}${next === null ? '' : '+'}`,
    }),
  }).data;
