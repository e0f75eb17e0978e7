import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeRouter } from '../../src/router';
import { startShortcuts } from '../../src/shared/actions/actions';
import { makeQueryClient } from '../../src/shared/api/query-client';
import { startTexts } from '../../src/shared/i18n/i18n';
import { appearance, applyAppearance } from '../../src/shared/lib/appearance';
import '../../src/shared/ui/tokens.css';
import '../../src/shared/ui/base.css';
import { mockServer } from './mock-server';
import { worldNamed } from './worlds';

/** The whole app over a mocked server, for states that are hard to produce: `?world=busy&path=/desktop/chats/int_marta`. */
const wanted = new URLSearchParams(location.search);
applyAppearance({ ...appearance(), ...Object.fromEntries(wanted) });
mockServer(worldNamed(wanted.get('world') ?? 'busy'));
startShortcuts();
await startTexts();
document.documentElement.dir = wanted.get('dir') ?? document.documentElement.dir;

const queries = makeQueryClient();
const history = createMemoryHistory({ initialEntries: [wanted.get('path') ?? '/desktop'] });
const root = document.querySelector('#app');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={makeRouter(queries, history)} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
