import { useQuery } from '@tanstack/react-query';
import { servicesQuery } from '@/features/admin-common/api/services';
import { teamsQuery } from '@/features/admin-common/api/teams';
import { usersQuery } from '@/features/admin-common/api/users';
import { EntityPage, together } from '@/features/admin-common/page/entity-page';
import { useT } from '@/shared/i18n/t';
import { EmptyState } from '@/shared/ui/states/states';
import { TeamEditor } from './team-editor';

/** One team; without an id a new one. */
export function TeamPage({ id }: { id: string | undefined }) {
  const t = useT();
  const all = together({ teams: useQuery(teamsQuery), users: useQuery(usersQuery), services: useQuery(servicesQuery) });
  return (
    <EntityPage query={all} errorTitle={t('admin-people:team.errorOne')}>
      {({ teams, users, services }) => {
        const team = teams.find((each) => each.id === id);
        if (id !== undefined && !team) {
          return (
            <div className="adm-in">
              <EmptyState icon="people" title={t('admin-people:team.gone')} />
            </div>
          );
        }
        return <TeamEditor key={id ?? 'new'} team={team} users={users} services={services} />;
      }}
    </EntityPage>
  );
}
