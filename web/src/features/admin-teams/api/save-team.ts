import { api, take } from '@/shared/api/client';
import type { TeamInput, TeamView } from '@/shared/api/schema';

/** Makes a team. */
export const createTeam = (body: TeamInput): Promise<TeamView> => take(api.POST('/api/v1/teams', { body }));

/** Changes a team: only the fields given. */
export const changeTeam = (id: string, body: TeamInput): Promise<TeamView> => take(api.PATCH('/api/v1/teams/{id}', { params: { path: { id } }, body }));
