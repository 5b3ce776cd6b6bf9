import { customerQuestions } from '@crm/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { formatNumber } from '../ui/format.ts';
import { type CustomerFilterState, filterQuery } from './customer-filter.ts';

/** How many customers a filter finds, in words, as far as one page of ids tells; undefined until it is known. */
export const useCustomerCount = (filter: CustomerFilterState): string | undefined =>
  useQuery({
    ...ask(customerQuestions.customerIds, filterQuery(filter)),
    placeholderData: keepPreviousData,
    select: ({ items, next }) => `${formatNumber(items.length)}${next === null ? '' : '+'}`,
  }).data;
