import { useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { can } from '@/shared/api/me';
import type { Me } from '@/shared/api/schema';
import { LANGUAGES, setLanguage } from '@/shared/i18n/i18n';
import { useLanguage, useT, type TextKey } from '@/shared/i18n/t';
import { appearance, chooseAppearance, type Appearance } from '@/shared/lib/appearance';
import { Avatar } from '@/shared/ui/avatar/avatar';
import type { IconName } from '@/shared/ui/icon/icon';
import { Menu, type MenuEntry } from '@/shared/ui/menu/menu';

const THEMES: readonly { theme: Appearance['theme']; label: TextKey; icon: IconName }[] = [
  { theme: 'system', label: 'admin:me.themeSystem', icon: 'settings' },
  { theme: 'light', label: 'admin:me.themeLight', icon: 'sun' },
  { theme: 'dark', label: 'admin:me.themeDark', icon: 'moon' },
];

/** Who is signed in, and what they choose for themselves. */
export function MeMenu({ me, onSignOut }: { me: Me; onSignOut: () => void }) {
  const t = useT();
  const language = useLanguage();
  const navigate = useNavigate();
  const [looks, setLooks] = useState(appearance);
  const choose = (theme: Appearance['theme']) => {
    chooseAppearance('theme', theme);
    setLooks(appearance());
  };
  const entries: MenuEntry[] = [
    { kind: 'heading', id: 'me', label: `${me.name} · ${me.tenant_name}` },
    ...(can(me, 'handle_interactions')
      ? [{ kind: 'item' as const, id: 'desk', icon: 'chat' as const, label: t('admin:me.desktop'), perform: () => void navigate({ to: '/desktop' }) }]
      : []),
    { kind: 'item', id: 'account', icon: 'lock', label: t('admin:me.account'), perform: () => void navigate({ to: '/admin/account' }) },
    { kind: 'line', id: 'l1' },
    { kind: 'heading', id: 'theme', label: t('admin:me.theme') },
    ...THEMES.map(({ theme, label, icon }) => ({
      kind: 'item' as const,
      id: `theme-${theme}`,
      icon,
      label: t(label),
      checked: looks.theme === theme,
      perform: () => choose(theme),
    })),
    { kind: 'line', id: 'l2' },
    { kind: 'heading', id: 'language', label: t('language') },
    ...LANGUAGES.map(({ code, name }) => ({
      kind: 'item' as const,
      id: `language-${code}`,
      icon: 'globe' as const,
      label: name,
      checked: language.startsWith(code),
      perform: () => void setLanguage(code),
    })),
    { kind: 'line', id: 'l3' },
    { kind: 'item', id: 'sign-out', icon: 'sign-out', label: t('admin:me.signOut'), perform: onSignOut },
  ];
  return (
    <Menu
      label={t('places.profile', { name: me.name })}
      entries={entries}
      button={(properties) => (
        <button type="button" {...properties} className="topbar-me" title={me.name}>
          <Avatar name={me.name} size="s" />
          <span className="vh">{t('places.profile', { name: me.name })}</span>
        </button>
      )}
    />
  );
}
