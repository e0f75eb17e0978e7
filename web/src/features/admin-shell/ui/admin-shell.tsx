import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useRouterState } from '@tanstack/react-router';
import { useMe } from '@/shared/api/me';
import { useT } from '@/shared/i18n/t';
import { sectionsFor } from '../model/sections';
import { NavList } from './nav-list';
import { NoRight } from './no-right';
import { TopBar } from './top-bar';
import './shell.css';

interface AdminShellProps {
  /** How many problems of accounts somebody must do something about. */
  problems: number;
  /** Opens the command bar. */
  onGoto: () => void;
  /** The key that does the same. */
  gotoKeys: string | undefined;
  onSignOut: () => void;
  children: ReactNode;
}

/** The Administrator's frame: top bar, navigation, page. */
export function AdminShell({ problems, onGoto, gotoKeys, onSignOut, children }: AdminShellProps) {
  const t = useT();
  const me = useMe();
  const groups = sectionsFor(me);
  const page = useRef<HTMLElement>(null);
  const drawer = useDrawer(page);
  return (
    <div className="adm">
      <a className="skip" href="#page">
        {t('admin:skip')}
      </a>
      <TopBar me={me} onGoto={onGoto} gotoKeys={gotoKeys} onSignOut={onSignOut} navOpen={drawer.open} onNav={groups.length > 0 ? drawer.toggle : undefined} />
      {groups.length > 0 && (
        <>
          <nav id="admin-nav" className={drawer.open ? 'adm-nav adm-nav-open' : 'adm-nav'} aria-label={t('admin:nav.label')}>
            <NavList groups={groups} problems={problems} />
          </nav>
          {drawer.open && <div className="adm-veil" onClick={drawer.close} />}
        </>
      )}
      <main className="adm-page" id="page" tabIndex={-1} ref={page}>
        {groups.length > 0 ? children : <NoRight />}
      </main>
    </div>
  );
}

/** The navigation behind a button on narrow screens: closes on Esc and when a page was chosen; the page starts at its top. */
const useDrawer = (page: RefObject<HTMLElement | null>) => {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [openOn, setOpenOn] = useState<string>();
  const open = openOn === path;
  useEffect(() => {
    page.current?.scrollTo(0, 0);
  }, [path, page]);
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOpenOn(undefined);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open]);
  return { open, toggle: () => setOpenOn(open ? undefined : path), close: () => setOpenOn(undefined) };
};
