import { Link } from '@tanstack/react-router';
import { PageHead } from '@/features/admin-common/page/page-head';
import { RowMenu } from '@/features/admin-common/parts/row-menu';
import type { AccountView, ChannelView, EntryView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button, buttonClass } from '@/shared/ui/button/button';
import type { MenuEntry } from '@/shared/ui/menu/menu';
import { AccountState } from './account-state';

interface AccountHeadProps {
  account: AccountView | undefined;
  channel: ChannelView;
  entry: EntryView | undefined;
  switching: boolean;
  onSwitch: () => void;
  menu: readonly MenuEntry[];
}

/** Customers have been here: whoever wants the guide all the same finds it in the menu. */
const settled = ({ status }: AccountView): boolean => status === 'working' || status === 'failing' || status === 'token_dead' || status === 'off';

/** Name, status and what the account feeds. */
export function AccountHead({ account, channel, entry, switching, onSwitch, menu }: AccountHeadProps) {
  const t = useT();
  return (
    <PageHead
      crumb={<Link to="/admin/accounts">{t('admin:nav.accounts')}</Link>}
      crumbEnd={channel.label}
      title={account?.name ?? t('admin-accounts:create.new', { channel: channel.label })}
      text={
        account && (
          <>
            <AccountState status={account.status} />
            <span className="dim" aria-hidden="true">
              ·
            </span>
            <span>
              {entry ? (
                <>
                  {t('admin-accounts:entry.feeds')}{' '}
                  <Link to="/admin/entries/$entryId" params={{ entryId: entry.id }} className="link">
                    {entry.name}
                  </Link>
                </>
              ) : (
                <>
                  {t('admin-accounts:entry.none')}{' '}
                  <Link to="/admin/entries" className="link">
                    {t('admin-accounts:entry.choose')}
                  </Link>
                </>
              )}
            </span>
          </>
        )
      }
      actions={
        account && (
          <>
            {channel.capabilities.set_up_guide && !settled(account) && (
              <Link to="/admin/accounts/$accountId/set-up" params={{ accountId: account.id }} className={buttonClass({})}>
                {t('admin-set-up:guide')}
              </Link>
            )}
            {channel.capabilities.public_profile && (
              <Link to="/admin/accounts/$accountId/profile" params={{ accountId: account.id }} className={buttonClass({})}>
                {t('admin-profile:title')}
              </Link>
            )}
            {channel.capabilities.approved && (
              <Link to="/admin/accounts/$accountId/templates" params={{ accountId: account.id }} className={buttonClass({})}>
                {t('admin-approved:title')}
              </Link>
            )}
            <Button busy={switching} onClick={onSwitch}>
              {account.enabled ? t('admin-accounts:switchOff') : t('admin-accounts:switchOn')}
            </Button>
            <RowMenu name={account.name} entries={menu} size="m" />
          </>
        )
      }
    />
  );
}
