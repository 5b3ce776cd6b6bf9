import type { Permission } from '@crm/contracts';
import type { LucideIcon } from 'lucide-react';
import { CampaignsIcon, CustomersIcon, UsersIcon } from './icons.ts';

interface Place {
  readonly to: string;
  readonly label: string;
  readonly Icon: LucideIcon;
  readonly needs: Permission;
}

/** Where the navigation leads. */
export const places: readonly Place[] = [
  { to: '/customers', label: 'Customers', Icon: CustomersIcon, needs: 'customer.read' },
  { to: '/campaigns', label: 'Campaigns', Icon: CampaignsIcon, needs: 'campaign.read' },
  { to: '/users', label: 'Users', Icon: UsersIcon, needs: 'user.manage' },
];
