import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { servicesQuery } from '@/features/admin-common/api/services';
import { keepTeam, teamsQuery } from '@/features/admin-common/api/teams';
import { usersQuery } from '@/features/admin-common/api/users';
import { EntityList, type ListColumn } from '@/features/admin-common/page/entity-list';
import { finds } from '@/features/admin-common/page/find';
import { PageHead } from '@/features/admin-common/page/page-head';
import { ActiveState } from '@/features/admin-common/parts/active-state';
import { ToggleMenu } from '@/features/admin-common/parts/toggle-menu';
import type { TeamView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { buttonClass } from '@/shared/ui/button/button';
import { SearchField } from '@/shared/ui/field/search-field';
import { Icon } from '@/shared/ui/icon/icon';
import { EmptyState } from '@/shared/ui/states/states';
import { changeTeam } from '../api/save-team';

interface TeamsPageProps {
  filter: { q?: string | undefined };
  onFilter: (filter: { q?: string | undefined }) => void;
}

/** *Configuration > Teams*. */
export function TeamsPage({ filter, onFilter }: TeamsPageProps) {
  const t = useT();
  const queries = useQueryClient();
  const teams = useQuery(teamsQuery);
  const users = useQuery(usersQuery).data ?? [];
  const services = useQuery(servicesQuery).data ?? [];
  const supervisors = (team: TeamView) =>
    team.supervisor_ids.map((supervisor) => users.find(({ id }) => id === supervisor)?.name ?? '?').join(', ');
  const servicesOf = (team: TeamView) =>
    services
      .filter((service) => service.team_ids.includes(team.id))
      .map(({ name }) => name)
      .join(', ');
  const columns: ListColumn<TeamView>[] = [
    {
      id: 'name',
      head: t('admin-people:team.name'),
      sortBy: (team) => team.name,
      cell: (team) => (
        <Link className="row-link" to="/admin/teams/$teamId" params={{ teamId: team.id }}>
          {team.name}
        </Link>
      ),
    },
    { id: 'supervisors', head: t('admin-people:team.supervisors'), sortBy: supervisors, cell: (team) => <span className="names">{supervisors(team) || t('none')}</span> },
    { id: 'services', head: t('admin:nav.services'), sortBy: servicesOf, cell: (team) => <span className="names">{servicesOf(team) || t('none')}</span> },
    {
      id: 'members',
      head: t('admin-people:team.members'),
      numeric: true,
      sortBy: (team) => team.members,
      cell: (team) => (
        <Link to="/admin/users" search={{ team: team.id }} aria-label={t('admin-people:team.membersOf', { count: team.members, name: team.name })}>
          {team.members}
        </Link>
      ),
    },
    { id: 'state', head: t('admin:list.status'), sortBy: (team) => Number(team.disabled), cell: (team) => <ActiveState disabled={team.disabled} /> },
    {
      id: 'actions',
      head: t('admin:list.actionsHead'),
      headHidden: true,
      numeric: true,
      cell: (team) => (
        <ToggleMenu
          thing={team}
          change={async (disabled) => {
            const saved = await changeTeam(team.id, { disabled });
            keepTeam(queries, saved);
            return saved;
          }}
        />
      ),
    },
  ];
  const add = (
    <Link to="/admin/teams/new" className={buttonClass({ variant: 'primary' })}>
      <Icon name="plus" />
      {t('admin-people:team.new')}
    </Link>
  );
  return (
    <div className="adm-in">
      <PageHead title={t('admin:nav.teams')} text={t('admin-people:team.text')} actions={add} />
      <EntityList
        label={t('admin:nav.teams')}
        source={teams}
        columns={columns}
        rowKey={({ id }) => id}
        sort={{ column: 'name', descending: false }}
        matches={(team) => finds(filter.q ?? '', team.name, supervisors(team))}
        filtered={Boolean(filter.q)}
        onClearFilters={() => onFilter({})}
        count={(rows) => t('admin-people:team.count', { count: rows })}
        errorTitle={t('admin-people:team.error')}
        empty={<EmptyState icon="people" title={t('admin-people:team.empty')} text={t('admin-people:team.emptyText')} action={add} />}
        tools={
          <SearchField
            label={t('admin-people:team.find')}
            placeholder={t('admin-people:team.find')}
            value={filter.q ?? ''}
            onChange={(event) => onFilter({ q: event.target.value || undefined })}
          />
        }
      />
    </div>
  );
}
