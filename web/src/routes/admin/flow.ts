import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { SERVICE_TABS, type ServiceTab } from '@/features/admin-services/model/tabs';
import { loadTexts } from '@/shared/i18n/i18n';
import { loadChunk } from '@/shared/lib/load-chunk';
import { adminRoute } from './admin';
import { compact, text, word } from './search';

const pages = () => loadChunk(() => import('./flow-pages'));

const sought = (search: Record<string, unknown>): { q?: string | undefined } => compact({ q: text(search.q) });
const tabbed = (search: Record<string, unknown>): { tab?: ServiceTab | undefined } => compact({ tab: word(search.tab, SERVICE_TABS) });

const servicesRoute = createRoute({ getParentRoute: () => adminRoute, path: '/services', validateSearch: sought, component: lazyRouteComponent(pages, 'ServicesRoute') });

const newServiceRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/services/new',
  validateSearch: tabbed,
  component: lazyRouteComponent(pages, 'NewServiceRoute'),
});

const serviceRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/services/$serviceId',
  validateSearch: tabbed,
  component: lazyRouteComponent(pages, 'ServiceRoute'),
});

const calendarsRoute = createRoute({ getParentRoute: () => adminRoute, path: '/calendars', component: lazyRouteComponent(pages, 'CalendarsRoute') });

const newCalendarRoute = createRoute({ getParentRoute: () => adminRoute, path: '/calendars/new', component: lazyRouteComponent(pages, 'NewCalendarRoute') });

const calendarRoute = createRoute({ getParentRoute: () => adminRoute, path: '/calendars/$calendarId', component: lazyRouteComponent(pages, 'CalendarRoute') });

const entriesRoute = createRoute({ getParentRoute: () => adminRoute, path: '/entries', validateSearch: sought, component: lazyRouteComponent(pages, 'EntriesRoute') });

const newEntryRoute = createRoute({ getParentRoute: () => adminRoute, path: '/entries/new', component: lazyRouteComponent(pages, 'NewEntryRoute') });

const entryRoute = createRoute({ getParentRoute: () => adminRoute, path: '/entries/$entryId', component: lazyRouteComponent(pages, 'EntryRoute') });

const templatesRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/message-templates',
  validateSearch: (search: Record<string, unknown>): { q?: string | undefined; service?: string | undefined } => compact({ q: text(search.q), service: text(search.service) }),
  component: lazyRouteComponent(pages, 'TemplatesRoute'),
});

const newTemplateRoute = createRoute({ getParentRoute: () => adminRoute, path: '/message-templates/new', component: lazyRouteComponent(pages, 'NewTemplateRoute') });

const templateRoute = createRoute({ getParentRoute: () => adminRoute, path: '/message-templates/$templateId', component: lazyRouteComponent(pages, 'TemplateRoute') });

const settingsRoute = createRoute({ getParentRoute: () => adminRoute, path: '/settings', component: lazyRouteComponent(pages, 'SettingsRoute') });

const contactFieldsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/contact-fields',
  loader: () => loadTexts('admin-contacts'),
  component: lazyRouteComponent(pages, 'ContactFieldsRoute'),
});

/** *Configuration > Flow*, and the chat settings. */
export const flowRoutes = [servicesRoute, newServiceRoute, serviceRoute, calendarsRoute, newCalendarRoute, calendarRoute, entriesRoute, newEntryRoute, entryRoute, templatesRoute, newTemplateRoute, templateRoute, contactFieldsRoute, settingsRoute] as const;
