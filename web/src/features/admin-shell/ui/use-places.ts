import { useNavigate } from '@tanstack/react-router';
import type { Action } from '@/shared/actions/actions';
import { can, useMe } from '@/shared/api/me';
import { useT } from '@/shared/i18n/t';
import { sectionsFor } from '../model/sections';

/** The pages a person may go to, for the command bar. */
export const usePlaces = (): Action[] => {
  const t = useT();
  const me = useMe();
  const navigate = useNavigate();
  const group = t('admin:top.places');
  const places = sectionsFor(me).flatMap(({ sections }) =>
    sections.map((section) => ({
      id: `admin.go${section.to}`,
      name: t(section.label),
      icon: section.icon,
      group,
      perform: () => void navigate({ to: section.to }),
    })),
  );
  return can(me, 'handle_interactions')
    ? [...places, { id: 'admin.go/desktop', name: t('admin:me.desktop'), icon: 'chat', group, perform: () => void navigate({ to: '/desktop' }) }]
    : places;
};
