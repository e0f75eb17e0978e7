import { api, take } from '@/shared/api/client';
import type { UserSkillLevel } from '@/shared/api/schema';

/** Sets levels of many users at once; all or none. */
export const setSkillLevels = (levels: readonly UserSkillLevel[]): Promise<unknown> => take(api.PUT('/api/v1/skill-levels', { body: { levels: [...levels] } }));
