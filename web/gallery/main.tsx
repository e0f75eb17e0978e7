import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startShortcuts } from '../src/shared/actions/actions';
import { loadTexts, startTexts } from '../src/shared/i18n/i18n';
import { NOW } from '../src/shared/desk/fixtures/build';
import { appearance, applyAppearance } from '../src/shared/lib/appearance';
import { alignClock } from '../src/shared/lib/use-now';
import '../src/shared/ui/tokens.css';
import '../src/shared/ui/base.css';
import { Gallery } from './gallery';
import './gallery.css';

alignClock(NOW);
const wanted = new URLSearchParams(location.search);
applyAppearance({ ...appearance(), ...Object.fromEntries(wanted) });
startShortcuts();
await startTexts();
await loadTexts('desk', 'admin', 'admin-accounts', 'admin-people', 'admin-flow', 'admin-security');
document.documentElement.dir = wanted.get('dir') ?? document.documentElement.dir;

const root = document.querySelector('#app');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Gallery only={wanted.get('only') ?? undefined} />
    </StrictMode>,
  );
}
