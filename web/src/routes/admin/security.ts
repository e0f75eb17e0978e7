import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadChunk } from '@/shared/lib/load-chunk';
import { adminRoute } from './admin';

const pages = () => loadChunk(() => import('./security-pages'));

const apiKeysRoute = createRoute({ getParentRoute: () => adminRoute, path: '/api-keys', component: lazyRouteComponent(pages, 'ApiKeysRoute') });

const auditRoute = createRoute({ getParentRoute: () => adminRoute, path: '/audit', component: lazyRouteComponent(pages, 'AuditRoute') });

const privacyRequestsRoute = createRoute({ getParentRoute: () => adminRoute, path: '/privacy-requests', component: lazyRouteComponent(pages, 'PrivacyRequestsRoute') });

/** *Configuration > Security*. */
export const securityRoutes = [apiKeysRoute, privacyRequestsRoute, auditRoute] as const;
