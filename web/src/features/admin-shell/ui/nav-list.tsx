import { Link } from '@tanstack/react-router';
import { useT } from '@/shared/i18n/t';
import { Chip } from '@/shared/ui/badge/badge';
import type { SectionGroup } from '../model/sections';

/** The pages of the Administrator under their headings. */
export function NavList({ groups, problems }: { groups: readonly SectionGroup[]; problems: number }) {
  const t = useT();
  return groups.map((group) => (
    <section key={group.heading} aria-labelledby={`nav-${group.heading}`}>
      <h2 id={`nav-${group.heading}`}>{t(group.heading)}</h2>
      <ul>
        {group.sections.map((section) => (
          <li key={section.to}>
            <Link to={section.to} activeOptions={{ includeSearch: false, exact: section.to === '/admin' }} activeProps={{ className: 'on', 'aria-current': 'page' }}>
              {t(section.label)}
              {section.to === '/admin/health' && problems > 0 && (
                <span className="end">
                  <Chip tone="danger" icon="alert">
                    {problems}
                    <span className="vh"> {t('admin:nav.problems', { count: problems })}</span>
                  </Chip>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  ));
}
