import { lazy } from 'react';
import { createBrowserRouter, Navigate } from 'react-router';
import { Frame } from './ui/Frame.tsx';
import { PageFailed } from './ui/PageFailed.tsx';
import { RequireSession } from './ui/RequireSession.tsx';

const SignInPage = lazy(() => import('./features/sign-in/SignInPage.tsx'));
const CustomersPage = lazy(() => import('./features/customers/CustomersPage.tsx'));
const CustomerPage = lazy(() => import('./features/customer/CustomerPage.tsx'));
const CampaignsPage = lazy(() => import('./features/campaigns/CampaignsPage.tsx'));
const CampaignPage = lazy(() => import('./features/campaign/CampaignPage.tsx'));
const ReadModelsPage = lazy(() => import('./features/read-models/ReadModelsPage.tsx'));
const UsersPage = lazy(() => import('./features/users/UsersPage.tsx'));
const NotFoundPage = lazy(() => import('./ui/NotFoundPage.tsx'));

/** Every address of the product. */
export const router = createBrowserRouter([
  { path: '/sign-in', element: <SignInPage />, errorElement: <PageFailed /> },
  {
    element: <RequireSession />,
    errorElement: <PageFailed />,
    children: [
      {
        element: <Frame />,
        children: [
          { index: true, element: <Navigate replace to="/customers" /> },
          { path: '/customers', element: <CustomersPage /> },
          { path: '/customers/:id', element: <CustomerPage /> },
          { path: '/campaigns', element: <CampaignsPage /> },
          { path: '/campaigns/:id', element: <CampaignPage /> },
          { path: '/users', element: <UsersPage /> },
          { path: '/settings/read-models', element: <ReadModelsPage /> },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
]);
