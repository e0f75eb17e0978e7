import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PageHead } from '@/features/admin-common/page/page-head';
import { useT } from '@/shared/i18n/t';
import { Tabs } from '@/shared/ui/tabs/tabs';

/** The two pages about skills under one title. */
export function SkillsHead({ tab, actions }: { tab: 'skills' | 'levels'; actions?: ReactNode }) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <>
      <PageHead title={t('admin:nav.skills')} text={t('admin-people:skill.text')} actions={actions} />
      <div className="page-tabs">
        <Tabs
          label={t('admin:nav.skills')}
          tabs={[
            { id: 'skills', label: t('admin-people:skill.tabSkills') },
            { id: 'levels', label: t('admin-people:skill.tabLevels') },
          ]}
          selected={tab}
          onSelect={(next) => void navigate({ to: next === 'skills' ? '/admin/skills' : '/admin/skills/levels' })}
        />
      </div>
    </>
  );
}
