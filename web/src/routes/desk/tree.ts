import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { caseFilters } from '@/features/cases/model/filters';
import { contactFilters } from '@/features/contacts/model/filters';
import { recordFilters } from '@/features/records/model/filters';
import { loadTexts } from '@/shared/i18n/i18n';
import { loadChunk } from '@/shared/lib/load-chunk';
import { can } from '@/shared/api/me';
import { signedInRoute } from '../signed-in';
import { loadDeskTexts } from './early';

/** What stands beside a conversation where there is no room for both: chosen by the person, kept in the address. */
export type Panel = 'customer' | 'work' | 'knowledge' | 'none';

const PANELS: readonly Panel[] = ['customer', 'work', 'knowledge', 'none'];

const panel = (value: unknown): Panel | undefined => PANELS.find((each) => each === value);

const page = <K extends string>(load: () => Promise<Record<K, () => React.ReactNode>>, name: K) => lazyRouteComponent(() => loadChunk(load), name);

/** `/desktop`: the Agent Desktop, a chunk of its own. */
const deskRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/desktop',
  loader: loadDeskTexts,
  component: page(() => import('./desk-page'), 'DeskPage'),
});

/** `/desktop`: the list, and what happens next. */
const homeRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/',
  // Who handles no conversations has records here, and nothing else.
  beforeLoad: ({ context }) => {
    if (!can(context.me, 'handle_interactions') && can(context.me, 'view_all_records')) throw redirect({ to: '/desktop/records', replace: true });
  },
  component: page(() => import('./home-page'), 'HomePage'),
});

/** `/desktop/chats/int_…`: one conversation. */
const chatRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/chats/$interactionId',
  validateSearch: (search): { panel?: Panel } => {
    const found = panel(search.panel);
    return found ? { panel: found } : {};
  },
  loader: () => loadTexts('talk', 'together'),
  component: page(() => import('./chat-page'), 'ChatPage'),
});

/** `/desktop/records?q=…`: search, with its filters in the address. */
const recordsRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/records',
  validateSearch: recordFilters,
  component: page(() => import('./records-page'), 'RecordsPage'),
});

/** `/desktop/records/int_…`: one record; the search it was opened from stays in the address. */
const recordRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/records/$recordId',
  validateSearch: recordFilters,
  loader: () => loadTexts('talk', 'together'),
  component: page(() => import('./record-page'), 'RecordPage'),
});

/** `/desktop/waiting`: what waits for an agent. */
const waitingRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/waiting',
  loader: () => loadTexts('waiting', 'together'),
  component: page(() => import('./waiting-page'), 'WaitingPage'),
});

/** `/desktop/cases?shelf=team`: cases, with their filters in the address. */
const casesRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/cases',
  validateSearch: caseFilters,
  loader: () => loadTexts('cases'),
  component: page(() => import('./cases-page'), 'CasesRoute'),
});

/** `/desktop/cases/cas_…`: one case. */
const caseRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/cases/$caseId',
  loader: () => loadTexts('cases'),
  component: page(() => import('./cases-page'), 'CaseRoute'),
});

/** `/desktop/contacts?q=…`: customers, with their filters in the address. */
const contactsRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/contacts',
  validateSearch: contactFilters,
  loader: () => loadTexts('contacts'),
  component: page(() => import('./contacts-page'), 'ContactsRoute'),
});

/** `/desktop/contacts/con_…`: one customer. */
const contactRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/contacts/$contactId',
  loader: () => loadTexts('contacts', 'cases'),
  component: page(() => import('./contacts-page'), 'ContactRoute'),
});

/** `/desktop/settings`: a person's own settings. */
const settingsRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/settings',
  loader: () => loadTexts('account'),
  component: page(() => import('./settings-page'), 'SettingsPage'),
});

export const deskRoutes = deskRoute.addChildren([homeRoute, chatRoute, recordsRoute, recordRoute, waitingRoute, casesRoute, caseRoute, contactsRoute, contactRoute, settingsRoute]);
