import { Link } from '@tanstack/react-router';
import { can } from '@/shared/api/me';
import type { Me } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button, IconButton } from '@/shared/ui/button/button';
import { Mark } from '@/shared/ui/door/door';
import { MeMenu } from './me-menu';

interface TopBarProps {
  me: Me;
  navOpen: boolean;
  /** Opens and closes the navigation on narrow screens; undefined when there is none. */
  onNav: (() => void) | undefined;
  /** Opens the command bar. */
  onGoto: () => void;
  /** The key that does the same. */
  gotoKeys: string | undefined;
  onSignOut: () => void;
}

/** Where one is: Administrator of which organisation, configuration or records, and who one is. */
export function TopBar({ me, navOpen, onNav, onGoto, gotoKeys, onSignOut }: TopBarProps) {
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
        {can(me, 'view_all_records') && <Link to="/desktop/records">{t('admin:top.records')}</Link>}
      </nav>
      <span className="sp" />
      <Button variant="quiet" size="s" icon="search" className="topbar-goto" shortcut={gotoKeys} onClick={onGoto}>
        {t('admin:top.goto')}
      </Button>
      <span className="topbar-tenant m mut trunc" title={me.tenant_name}>
        {me.tenant_name}
      </span>
      <MeMenu me={me} onSignOut={onSignOut} />
    </header>
  );
}
