import type { Screen } from './screen.ts';
import { campaignScreens } from './screens/campaigns.ts';
import { customerScreens } from './screens/customer.ts';
import { customersScreens } from './screens/customers.ts';
import { frameScreens } from './screens/frame.ts';
import { readModelScreens } from './screens/read-models.ts';
import { signedOutScreens } from './screens/signed-out.ts';
import { timeMachineScreens } from './screens/time-machine.ts';

/** Every screen and state, in the order of a visit: the list's `customers` signs the administrator in for all that follow. */
export const screens: readonly Screen[] = [
  ...signedOutScreens,
  ...customersScreens,
  ...customerScreens,
  ...campaignScreens,
  ...readModelScreens,
  ...timeMachineScreens,
  ...frameScreens,
];
