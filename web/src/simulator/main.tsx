import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { setLanguage, startTexts } from '@/shared/i18n/i18n';
import { appearance, applyAppearance } from '@/shared/lib/appearance';
import { startLive } from './api/live';
import { Shell } from './shell/shell';
import '@/shared/ui/tokens.css';
import '@/shared/ui/base.css';

applyAppearance(appearance());
await startTexts();
// A tool for those who set up and try Parlance: it speaks English, as the platform's own dashboard words do.
await setLanguage('en');

// The event stream says when something changed; until then what is there is fresh.
const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: 2, refetchOnWindowFocus: false } } });
startLive(queries);

const root = document.querySelector('#app');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Shell />
      </QueryClientProvider>
    </StrictMode>,
  );
}
