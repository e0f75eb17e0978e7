import { api, take } from '@/shared/api/client';
import type { TenantSettings, TenantSettingsPatch } from '@/shared/api/schema';

/** Changes the tenant's settings: only the fields given. */
export const changeSettings = (body: TenantSettingsPatch): Promise<TenantSettings> => take(api.PATCH('/api/v1/settings', { body }));
