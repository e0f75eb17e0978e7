import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { usersQuery } from '@/features/admin-common/api/users';
import { FormFrame } from '@/features/admin-common/form/form-frame';
import { useEntityForm } from '@/features/admin-common/form/use-entity-form';
import { FilterMenu } from '@/features/admin-common/page/filter-menu';
import { byName, finds } from '@/features/admin-common/page/find';
import type { SkillView, TeamView, UserView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { Card } from '@/shared/ui/card/card';
import { SearchField } from '@/shared/ui/field/search-field';
import { EmptyState } from '@/shared/ui/states/states';
import { toast } from '@/shared/ui/toast/toasts';
import { setSkillLevels } from '../api/set-skill-levels';
import { cellOf, cellsAt, levelsOf, toSet, type Levels } from '../model/matrix';
import { BulkLevel } from './bulk-level';
import { LevelsTable } from './levels-table';
import { SkillsHead } from './skills-page';
import './skills.css';

/** What the table is narrowed to; it stands in the address. */
export interface LevelsFilter {
  q?: string | undefined;
  team?: string | undefined;
}

interface LevelsEditorProps {
  users: readonly UserView[];
  skills: readonly SkillView[];
  teams: readonly TeamView[];
  filter: LevelsFilter;
  onFilter: (filter: LevelsFilter) => void;
}

const ROWS = 50;

/** One row per user, one column per skill: levels set one by one or for many at once. */
export function LevelsEditor({ users, skills, teams, filter, onFilter }: LevelsEditorProps) {
  const t = useT();
  const language = useLanguage();
  const queries = useQueryClient();
  const [limit, setLimit] = useState(ROWS);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const nameOf = (key: string): string => {
    const { userId, skillId } = cellOf(key);
    return `${users.find(({ id }) => id === userId)?.name ?? '?'}, ${skills.find(({ id }) => id === skillId)?.name ?? '?'}`;
  };
  const form = useEntityForm<readonly UserView[], Levels>({
    applied: users,
    blank: {},
    draftOf: levelsOf,
    // Named on demand: a table may have thousands of cells.
    labels: new Proxy<Record<string, string>>({}, { get: (_, key) => (typeof key === 'string' ? nameOf(key) : undefined) }),
    check: () => ({}),
    save: async (draft, changed) => {
      await setSkillLevels(toSet(draft, changed));
      return queries.query({ ...usersQuery, staleTime: 0 });
    },
    reload: () => queries.query({ ...usersQuery, staleTime: 0 }),
    onSaved: () => {
      void queries.invalidateQueries({ queryKey: ['admin', 'skills'] });
      void queries.invalidateQueries({ queryKey: ['admin', 'user'] });
      toast(t('admin-people:levels.applied'));
    },
  });
  const columns = skills.filter((skill) => !skill.disabled).toSorted((a, b) => byName(language)(a.name, b.name));
  const found = users
    .filter((user) => !user.disabled && (!filter.team || user.team_id === filter.team) && finds(filter.q ?? '', user.name, user.username))
    .toSorted((a, b) => byName(language)(a.name, b.name));
  const rows = found.slice(0, limit);
  const picked = found.filter((user) => chosen.has(user.id));
  const set = (cells: readonly string[], level: number) => form.edit(cellsAt(cells, level));
  const choose = (ids: readonly string[], on: boolean) =>
    setChosen((before) => new Set(on ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id))));
  return (
    <FormFrame form={form} head={<SkillsHead tab="levels" />} showValue={(key, values) => String(values[key] ?? 0)}>
      <div className="tools">
        <SearchField
          label={t('admin-people:user.find')}
          placeholder={t('admin-people:user.find')}
          value={filter.q ?? ''}
          onChange={(event) => onFilter({ ...filter, q: event.target.value || undefined })}
        />
        <FilterMenu
          label={t('admin-people:user.team')}
          options={teams.map(({ id, name }) => ({ id, label: name }))}
          selected={filter.team}
          onSelect={(team) => onFilter({ ...filter, team })}
        />
        <span className="tools-count" role="status">
          {t('admin-people:user.count', { count: found.length })}
        </span>
      </div>
      {columns.length === 0 ? (
        <Card>
          <EmptyState icon="skill" title={t('admin-people:skill.empty')} text={t('admin-people:skill.emptyText')} />
        </Card>
      ) : (
        <>
          <BulkLevel skills={columns} users={picked.length > 0 ? picked : found} picked={picked.length > 0} onSet={set} />
          {rows.length === 0 ? (
            <Card>
              <EmptyState icon="search" title={t('admin:list.noMatch')} action={<Button size="s" onClick={() => onFilter({})}>{t('admin:list.clear')}</Button>} />
            </Card>
          ) : (
            <LevelsTable
              users={rows}
              skills={columns}
              levels={form.draft}
              changed={form.changed}
              chosen={chosen}
              onChoose={choose}
              onSet={(key, level) => set([key], level)}
            />
          )}
          {found.length > limit && (
            <div className="levels-more">
              <Button size="s" onClick={() => setLimit(limit + ROWS)}>
                {t('admin:list.more', { count: Math.min(ROWS, found.length - limit) })}
              </Button>
            </div>
          )}
          <p className="page-note">{t('admin-people:levels.keys')}</p>
        </>
      )}
    </FormFrame>
  );
}
