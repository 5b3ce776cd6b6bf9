import type { Permission } from '@crm/contracts';
import type { LucideIcon } from 'lucide-react';
import { CampaignsIcon, CustomersIcon, ReadModelsIcon, UsersIcon } from './icons.ts';

/** A place that the navigation leads to. */
export interface Place {
  readonly to: string;
  readonly label: string;
  readonly Icon: LucideIcon;
  readonly needs: Permission;
}

/** Where the work is done. */
export const places: readonly Place[] = [
  { to: '/customers', label: 'Customers', Icon: CustomersIcon, needs: 'customer.read' },
  { to: '/campaigns', label: 'Campaigns', Icon: CampaignsIcon, needs: 'campaign.read' },
];

/** Where it is seen to that the work can be done. */
export const settings: readonly Place[] = [
  { to: '/users', label: 'Users', Icon: UsersIcon, needs: 'user.manage' },
  { to: '/settings/read-models', label: 'Read models', Icon: ReadModelsIcon, needs: 'read-model.read' },
];
