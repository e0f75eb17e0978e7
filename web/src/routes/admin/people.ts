import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ROLES } from '@/features/admin-users/model/draft';
import type { UserFilter } from '@/features/admin-users/ui/users-page';
import type { SkillFilter } from '@/features/admin-skills/ui/skill-list';
import type { LevelsFilter } from '@/features/admin-skills/ui/levels-editor';
import { loadChunk } from '@/shared/lib/load-chunk';
import { adminRoute } from './admin';
import { compact, text, word } from './search';

const pages = () => loadChunk(() => import('./people-pages'));

const usersRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/users',
  validateSearch: (search): UserFilter =>
    compact({ q: text(search.q), team: text(search.team), role: word(search.role, ROLES), state: word(search.state, ['active', 'disabled']) }),
  component: lazyRouteComponent(pages, 'UsersRoute'),
});

const newUserRoute = createRoute({ getParentRoute: () => adminRoute, path: '/users/new', component: lazyRouteComponent(pages, 'NewUserRoute') });

const userRoute = createRoute({ getParentRoute: () => adminRoute, path: '/users/$userId', component: lazyRouteComponent(pages, 'UserRoute') });

const teamsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/teams',
  validateSearch: (search): { q?: string | undefined } => compact({ q: text(search.q) }),
  component: lazyRouteComponent(pages, 'TeamsRoute'),
});

const newTeamRoute = createRoute({ getParentRoute: () => adminRoute, path: '/teams/new', component: lazyRouteComponent(pages, 'NewTeamRoute') });

const teamRoute = createRoute({ getParentRoute: () => adminRoute, path: '/teams/$teamId', component: lazyRouteComponent(pages, 'TeamRoute') });

const skillsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/skills',
  validateSearch: (search): SkillFilter => compact({ q: text(search.q), kind: word(search.kind, ['auxiliary', 'language', 'service']) }),
  component: lazyRouteComponent(pages, 'SkillsRoute'),
});

const levelsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/skills/levels',
  validateSearch: (search): LevelsFilter => compact({ q: text(search.q), team: text(search.team) }),
  component: lazyRouteComponent(pages, 'LevelsRoute'),
});

const reasonsRoute = createRoute({ getParentRoute: () => adminRoute, path: '/reasons', component: lazyRouteComponent(pages, 'ReasonsRoute') });

/** *Configuration > Users & teams*. */
export const peopleRoutes = [usersRoute, newUserRoute, userRoute, teamsRoute, newTeamRoute, teamRoute, skillsRoute, levelsRoute, reasonsRoute] as const;
