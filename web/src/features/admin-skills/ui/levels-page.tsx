import { useQuery } from '@tanstack/react-query';
import { skillsQuery } from '@/features/admin-common/api/skills';
import { teamsQuery } from '@/features/admin-common/api/teams';
import { usersQuery } from '@/features/admin-common/api/users';
import { EntityPage, together } from '@/features/admin-common/page/entity-page';
import { useT } from '@/shared/i18n/t';
import { LevelsEditor, type LevelsFilter } from './levels-editor';

/** *Configuration > Skills and levels*: who holds what. */
export function LevelsPage({ filter, onFilter }: { filter: LevelsFilter; onFilter: (filter: LevelsFilter) => void }) {
  const t = useT();
  const all = together({ users: useQuery(usersQuery), skills: useQuery(skillsQuery), teams: useQuery(teamsQuery) });
  return (
    <EntityPage query={all} errorTitle={t('admin-people:levels.error')}>
      {(data) => <LevelsEditor {...data} filter={filter} onFilter={onFilter} />}
    </EntityPage>
  );
}
