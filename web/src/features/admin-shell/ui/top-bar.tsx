import { Link } from '@tanstack/react-router';
import { can } from '@/shared/api/me';
import type { Me } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { IconButton } from '@/shared/ui/button/button';
import { Mark } from '@/shared/ui/door/door';
import { MeMenu } from './me-menu';

interface TopBarProps {
  me: Me;
  navOpen: boolean;
  /** Opens and closes the navigation on narrow screens; undefined when there is none. */
  onNav: (() => void) | undefined;
  onSignOut: () => void;
}

/** Where one is: Administrator of which organisation, configuration or records, and who one is. */
export function TopBar({ me, navOpen, onNav, onSignOut }: TopBarProps) {
  const t = useT();
  return (
    <header className="topbar">
      {onNav && (
        <IconButton
          icon={navOpen ? 'close' : 'list'}
          label={navOpen ? t('admin:nav.close') : t('admin:nav.open')}
          className="topbar-nav"
          aria-expanded={navOpen}
          aria-controls="admin-nav"
          onClick={onNav}
        />
      )}
      <Mark small />
      <span className="b">{t('app')}</span>
      <span className="dim topbar-what">{t('places.administrator')}</span>
      <nav className="topbar-seg" aria-label={t('admin:top.label')}>
        <Link to="/admin" activeOptions={{ exact: false }} activeProps={{ className: 'on', 'aria-current': 'true' }}>
          {t('admin:top.configuration')}
        </Link>
        {can(me, 'view_all_records') && <a href="/desktop/records">{t('admin:top.records')}</a>}
      </nav>
      <span className="sp" />
      <span className="topbar-tenant m mut trunc" title={me.tenant_name}>
        {me.tenant_name}
      </span>
      <MeMenu me={me} onSignOut={onSignOut} />
    </header>
  );
}
