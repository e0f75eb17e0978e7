import { api, take } from '@/shared/api/client';
import type { SkillInput, SkillView } from '@/shared/api/schema';

/** Makes an auxiliary or language skill. */
export const createSkill = (body: SkillInput): Promise<SkillView> => take(api.POST('/api/v1/skills', { body }));

/** Changes a skill: only the fields given. */
export const changeSkill = (id: string, body: SkillInput): Promise<SkillView> => take(api.PATCH('/api/v1/skills/{id}', { params: { path: { id } }, body }));
