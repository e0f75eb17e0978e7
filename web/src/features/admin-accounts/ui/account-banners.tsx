import type { AccountView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { acceptsUnsigned } from '../model/status';
import { PolicyBanner } from './policy-banner';

interface AccountBannersProps {
  account: AccountView;
  onEnterToken: () => void;
}

/** What an administrator must know first about an account: what does not work, why, and what to do. */
export function AccountBanners({ account, onEnterToken }: AccountBannersProps) {
  const t = useT();
  const { health } = account;
  const paused = health.sending_paused || account.status === 'token_dead';
  const unsigned = account.enabled && acceptsUnsigned(account);
  const failing = account.status === 'failing' && !paused;
  const missing = account.status === 'incomplete';
  if (!paused && !unsigned && !failing && !missing && !health.policy) return null;
  return (
    <div className="page-banners">
      <PolicyBanner account={account} />
      {paused && (
        <Banner
          tone="danger"
          action={
            <Button size="s" onClick={onEnterToken}>
              {t('admin-accounts:banner.enterToken')}
            </Button>
          }
        >
          <b>{t('admin-accounts:banner.paused', { name: account.name })}</b> {health.last_error} {t('admin-accounts:banner.pausedKept')}
        </Banner>
      )}
      {failing && (
        <Banner tone="danger">
          <b>{t('admin-accounts:banner.failing')}</b> {health.last_error}
        </Banner>
      )}
      {missing && (
        <Banner tone="info">
          <b>{t('admin-accounts:banner.incomplete')}</b> {t('admin-accounts:banner.incompleteText', { values: account.missing.join(', ') })}
        </Banner>
      )}
      {unsigned && (
        <Banner tone="warn">
          <b>{t('admin-accounts:unsigned.title')}</b> {t('admin-accounts:unsigned.text')}
        </Banner>
      )}
    </div>
  );
}
