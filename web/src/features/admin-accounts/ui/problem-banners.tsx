import { Link } from '@tanstack/react-router';
import type { AccountView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import { buttonClass } from '@/shared/ui/button/button';
import { PolicyBanner } from './policy-banner';

const SHOWN = 3;

/** Accounts that cannot answer customers, each with the one thing to do about it. */
export function ProblemBanners({ accounts }: { accounts: readonly AccountView[] }) {
  const t = useT();
  const paused = accounts.filter((account) => account.health.sending_paused || account.status === 'token_dead');
  const warned = accounts.filter((account) => account.health.policy);
  if (paused.length === 0 && warned.length === 0) return null;
  const more = paused.length - SHOWN;
  return (
    <div className="page-banners">
      {warned.slice(0, SHOWN).map((account) => (
        <PolicyBanner key={account.id} account={account} />
      ))}
      {paused.slice(0, SHOWN).map((account) => (
        <Banner
          key={account.id}
          tone="danger"
          action={
            <Link className={buttonClass({ size: 's' })} to="/admin/accounts/$accountId" params={{ accountId: account.id }} search={{ focus: 'token' }}>
              {t('admin-accounts:banner.enterToken')}
            </Link>
          }
        >
          <b>{t('admin-accounts:banner.paused', { name: account.name })}</b> {account.health.last_error} {t('admin-accounts:banner.pausedKept')}
        </Banner>
      ))}
      {more > 0 && (
        <Link to="/admin/accounts" search={{ status: 'token_dead' }}>
          {t('admin-accounts:banner.more', { count: more })}
        </Link>
      )}
    </div>
  );
}
