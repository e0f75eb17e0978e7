import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeRouter } from './router';
import { beginDesk } from './routes/desk/early';
import { startShortcuts } from './shared/actions/actions';
import { meQuery } from './shared/api/me';
import { makeQueryClient } from './shared/api/query-client';
import { startTexts } from './shared/i18n/i18n';
import { appearance, applyAppearance } from './shared/lib/appearance';
import './shared/ui/tokens.css';
import './shared/ui/base.css';

applyAppearance(appearance());
startShortcuts();
const queries = makeQueryClient();
const texts = startTexts();
// Nothing of this waits for the other.
queries.query(meQuery).catch(() => undefined);
beginDesk(location.pathname, texts);
await texts;

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
