import type { Screen } from '../screen.ts';
import { signOut } from '../sign-out.ts';

/** What nobody needs to be signed in for. */
export const signedOutScreens: readonly Screen[] = [
  {
    name: 'sign-in',
    shows: 'Sign-in, with a wrong password',
    show: async (tour) => {
      const { page, product } = tour;
      await signOut(tour);
      await page.open('/sign-in');
      await page.type('E-mail', product.administrator.email);
      await page.type('Password', 'wrong');
      await page.click('button', 'Sign in');
      await page.reads('E-mail address or password is wrong.');
    },
  },
  {
    name: 'sign-in-first-password',
    shows: 'The first sign-in, where a password is chosen',
    show: async ({ page, world }) => {
      await page.open('/sign-in');
      await page.type('E-mail', world.invited.email);
      await page.type('Password', world.invited.password);
      await page.click('button', 'Sign in');
      await page.sees('heading', 'Choose your password');
    },
  },
];
