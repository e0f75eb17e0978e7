import type { AccountView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';

/** The platform warns an account or lets it send nothing: shown until the platform says otherwise. */
export function PolicyBanner({ account }: { account: AccountView }) {
  const t = useT();
  const { policy } = account.health;
  if (!policy) return null;
  const blocked = policy.state === 'blocked';
  return (
    <Banner tone={blocked ? 'danger' : 'warn'}>
      <b>{t(blocked ? 'admin-accounts:banner.blocked' : 'admin-accounts:banner.warned', { name: account.name })}</b>{' '}
      {policy.reason && t('admin-accounts:banner.platformSays', { reason: policy.reason })} {blocked && t('admin-accounts:banner.blockedKept')}
    </Banner>
  );
}
