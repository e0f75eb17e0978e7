import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { skillsQuery } from '@/features/admin-common/api/skills';
import { teamsQuery } from '@/features/admin-common/api/teams';
import { usersQuery } from '@/features/admin-common/api/users';
import { EntityList, type ListColumn } from '@/features/admin-common/page/entity-list';
import { FilterMenu } from '@/features/admin-common/page/filter-menu';
import { finds } from '@/features/admin-common/page/find';
import { PageHead } from '@/features/admin-common/page/page-head';
import { ActiveState } from '@/features/admin-common/parts/active-state';
import { Ago } from '@/features/admin-common/parts/ago';
import type { Role, UserView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { buttonClass } from '@/shared/ui/button/button';
import { SearchField } from '@/shared/ui/field/search-field';
import { Icon } from '@/shared/ui/icon/icon';
import { EmptyState } from '@/shared/ui/states/states';
import { ROLES } from '../model/draft';

/** What the list is narrowed to; it stands in the address. */
export interface UserFilter {
  q?: string | undefined;
  team?: string | undefined;
  role?: Role | undefined;
  state?: 'active' | 'disabled' | undefined;
}

interface UsersPageProps {
  filter: UserFilter;
  onFilter: (filter: UserFilter) => void;
}

/** *Configuration > Users*. */
export function UsersPage({ filter, onFilter }: UsersPageProps) {
  const t = useT();
  const users = useQuery(usersQuery);
  const teams = useQuery(teamsQuery).data ?? [];
  const skills = useQuery(skillsQuery).data ?? [];
  const teamOf = (user: UserView) => teams.find(({ id }) => id === user.team_id)?.name;
  const rolesOf = (user: UserView) => ROLES.filter((role) => user.roles.includes(role)).map((role) => t(`admin-people:role.${role}`));
  const skillsOf = (user: UserView) =>
    user.skills.map((held) => `${skills.find(({ id }) => id === held.skill_id)?.name ?? '?'} ${held.level}`).join(', ');
  const columns: ListColumn<UserView>[] = [
    {
      id: 'name',
      head: t('admin-people:user.name'),
      sortBy: (user) => user.name,
      cell: (user) => (
        <span className="two-lines">
          <Link className="row-link" to="/admin/users/$userId" params={{ userId: user.id }}>
            {user.name}
          </Link>
          <span className="sub">{user.username}</span>
        </span>
      ),
    },
    { id: 'roles', head: t('admin-people:user.roles'), sortBy: (user) => rolesOf(user).join(), cell: (user) => rolesOf(user).join(', ') },
    {
      id: 'team',
      head: t('admin-people:user.team'),
      sortBy: (user) => teamOf(user) ?? '',
      cell: (user) => <span className={teamOf(user) ? undefined : 'dim'}>{teamOf(user) ?? t('none')}</span>,
    },
    {
      id: 'skills',
      head: t('admin-people:user.skills'),
      cell: (user) => (
        <span className="names num" title={skillsOf(user)}>
          {skillsOf(user) || t('none')}
        </span>
      ),
    },
    {
      id: 'signed-in',
      head: t('admin-people:user.lastSignIn'),
      sortBy: (user) => -(user.last_sign_in_at ?? 0),
      cell: (user) => <Ago at={user.last_sign_in_at} />,
    },
    { id: 'state', head: t('admin:list.status'), sortBy: (user) => Number(user.disabled), cell: (user) => <ActiveState disabled={user.disabled} /> },
  ];
  const add = (
    <Link to="/admin/users/new" className={buttonClass({ variant: 'primary' })}>
      <Icon name="plus" />
      {t('admin-people:user.new')}
    </Link>
  );
  return (
    <div className="adm-in">
      <PageHead title={t('admin:nav.users')} text={t('admin-people:user.text')} actions={add} />
      <EntityList
        label={t('admin:nav.users')}
        source={users}
        columns={columns}
        rowKey={({ id }) => id}
        sort={{ column: 'name', descending: false }}
        matches={(user) =>
          (!filter.team || user.team_id === filter.team) &&
          (!filter.role || user.roles.includes(filter.role)) &&
          (!filter.state || user.disabled === (filter.state === 'disabled')) &&
          finds(filter.q ?? '', user.name, user.username, user.email)
        }
        filtered={Object.keys(filter).length > 0}
        onClearFilters={() => onFilter({})}
        count={(rows) => t('admin-people:user.count', { count: rows })}
        errorTitle={t('admin-people:user.error')}
        empty={<EmptyState icon="person" title={t('admin-people:user.empty')} text={t('admin-people:user.emptyText')} action={add} />}
        tools={
          <>
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
            <FilterMenu
              label={t('admin-people:user.role')}
              options={ROLES.map((role) => ({ id: role, label: t(`admin-people:role.${role}`) }))}
              selected={filter.role}
              onSelect={(role) => onFilter({ ...filter, role })}
            />
            <FilterMenu
              label={t('admin:list.status')}
              options={[
                { id: 'active', label: t('admin:list.active') },
                { id: 'disabled', label: t('admin:list.disabled') },
              ]}
              selected={filter.state}
              onSelect={(state) => onFilter({ ...filter, state })}
            />
          </>
        }
      />
    </div>
  );
}
