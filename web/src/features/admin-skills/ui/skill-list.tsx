import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { keepSkill, skillsQuery } from '@/features/admin-common/api/skills';
import { EntityList, type ListColumn } from '@/features/admin-common/page/entity-list';
import { FilterMenu } from '@/features/admin-common/page/filter-menu';
import { finds } from '@/features/admin-common/page/find';
import { ActiveState } from '@/features/admin-common/parts/active-state';
import { ToggleMenu } from '@/features/admin-common/parts/toggle-menu';
import type { SkillKind, SkillView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { SearchField } from '@/shared/ui/field/search-field';
import { EmptyState } from '@/shared/ui/states/states';
import { changeSkill } from '../api/save-skill';
import { SkillDialog } from './skill-dialog';
import { SkillsHead } from './skills-page';

/** What the list is narrowed to; it stands in the address. */
export interface SkillFilter {
  q?: string | undefined;
  kind?: SkillKind | undefined;
}

/** Kinds of skills; those of services come and go with them. */
export const SKILL_KINDS: readonly SkillKind[] = ['auxiliary', 'language', 'service'];

/** *Configuration > Skills and levels*: the skills. */
export function SkillList({ filter, onFilter }: { filter: SkillFilter; onFilter: (filter: SkillFilter) => void }) {
  const t = useT();
  const queries = useQueryClient();
  const skills = useQuery(skillsQuery);
  const [editing, setEditing] = useState<SkillView | 'new'>();
  const groups = [...new Set((skills.data ?? []).map(({ group }) => group).filter((group) => typeof group === 'string'))];
  const columns: ListColumn<SkillView>[] = [
    {
      id: 'name',
      head: t('admin-people:skill.name'),
      sortBy: (skill) => skill.name,
      cell: (skill) =>
        skill.kind === 'service' ? (
          <span className="m">{skill.name}</span>
        ) : (
          <button type="button" className="row-button" onClick={() => setEditing(skill)}>
            {skill.name}
          </button>
        ),
    },
    { id: 'kind', head: t('admin-people:skill.kind'), sortBy: (skill) => skill.kind, cell: (skill) => t(`admin-people:skill.kinds.${skill.kind}`) },
    {
      id: 'group',
      head: t('admin-people:skill.group'),
      sortBy: (skill) => skill.group ?? '',
      cell: (skill) => <span className={skill.group ? undefined : 'dim'}>{skill.group ?? t('none')}</span>,
    },
    { id: 'holders', head: t('admin-people:skill.holders'), numeric: true, sortBy: (skill) => skill.holders, cell: (skill) => skill.holders },
    { id: 'state', head: t('admin:list.status'), sortBy: (skill) => Number(skill.disabled), cell: (skill) => <ActiveState disabled={skill.disabled} /> },
    {
      id: 'actions',
      head: t('admin:list.actionsHead'),
      headHidden: true,
      numeric: true,
      cell: (skill) => (
        <ToggleMenu
          thing={skill}
          offReason={skill.kind === 'service' ? t('admin-people:skill.ofService') : undefined}
          before={
            skill.kind === 'service'
              ? []
              : [{ kind: 'item', id: 'edit', icon: 'pencil', label: t('admin:list.edit'), perform: () => setEditing(skill) }]
          }
          change={async (disabled) => {
            const saved = await changeSkill(skill.id, { disabled });
            keepSkill(queries, saved);
            return saved;
          }}
        />
      ),
    },
  ];
  const add = (
    <Button variant="primary" icon="plus" onClick={() => setEditing('new')}>
      {t('admin-people:skill.new')}
    </Button>
  );
  return (
    <div className="adm-in">
      <SkillsHead tab="skills" actions={add} />
      <EntityList
        label={t('admin-people:skill.tabSkills')}
        source={skills}
        columns={columns}
        rowKey={({ id }) => id}
        sort={{ column: 'name', descending: false }}
        matches={(skill) => (!filter.kind || skill.kind === filter.kind) && finds(filter.q ?? '', skill.name, skill.group)}
        filtered={Boolean(filter.q ?? filter.kind)}
        onClearFilters={() => onFilter({})}
        count={(rows) => t('admin-people:skill.count', { count: rows })}
        errorTitle={t('admin-people:skill.error')}
        empty={<EmptyState icon="skill" title={t('admin-people:skill.empty')} text={t('admin-people:skill.emptyText')} action={<Button icon="plus" onClick={() => setEditing('new')}>{t('admin-people:skill.new')}</Button>} />}
        tools={
          <>
            <SearchField
              label={t('admin-people:skill.find')}
              placeholder={t('admin-people:skill.find')}
              value={filter.q ?? ''}
              onChange={(event) => onFilter({ ...filter, q: event.target.value || undefined })}
            />
            <FilterMenu
              label={t('admin-people:skill.kind')}
              options={SKILL_KINDS.map((id) => ({ id, label: t(`admin-people:skill.kinds.${id}`) }))}
              selected={filter.kind}
              onSelect={(kind) => onFilter({ ...filter, kind })}
            />
          </>
        }
      />
      {editing && <SkillDialog skill={editing === 'new' ? undefined : editing} groups={groups} onClose={() => setEditing(undefined)} />}
    </div>
  );
}
