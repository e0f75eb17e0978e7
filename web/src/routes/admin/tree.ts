import { accountRoutes } from './accounts';
import { adminRoute } from './admin';
import { flowRoutes } from './flow';
import { healthRoutes } from './health';
import { knowledgeRoutes } from './knowledge';
import { ownAccountRoute } from './own-account';
import { peopleRoutes } from './people';
import { securityRoutes } from './security';

export const adminRoutes = adminRoute.addChildren([...accountRoutes, ...healthRoutes, ...peopleRoutes, ...flowRoutes, ...knowledgeRoutes, ...securityRoutes, ownAccountRoute]);
