import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeRouter } from './router';
import { startShortcuts } from './shared/actions/actions';
import { makeQueryClient } from './shared/api/query-client';
import { startTexts } from './shared/i18n/i18n';
import { appearance, applyAppearance } from './shared/lib/appearance';
import './shared/ui/tokens.css';
import './shared/ui/base.css';

applyAppearance(appearance());
startShortcuts();
await startTexts();

const queries = makeQueryClient();
const root = document.querySelector('#app');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={makeRouter(queries)} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
