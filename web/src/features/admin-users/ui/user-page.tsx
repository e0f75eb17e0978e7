import { useQuery } from '@tanstack/react-query';
import { settingsQuery } from '@/features/admin-common/api/settings';
import { skillsQuery } from '@/features/admin-common/api/skills';
import { teamsQuery } from '@/features/admin-common/api/teams';
import { userQuery } from '@/features/admin-common/api/users';
import { EntityPage, together } from '@/features/admin-common/page/entity-page';
import { useT } from '@/shared/i18n/t';
import { UserEditor } from './user-editor';

/** One user; without an id a new one. */
export function UserPage({ id }: { id: string | undefined }) {
  const t = useT();
  const teams = useQuery(teamsQuery);
  const skills = useQuery(skillsQuery);
  const settings = useQuery(settingsQuery);
  const user = useQuery({ ...userQuery(id ?? ''), enabled: id !== undefined });
  const base = together({ teams, skills });
  const all = id === undefined ? base : { ...together({ teams, skills, user }) };
  return (
    <EntityPage query={all} errorTitle={t('admin-people:user.errorOne')}>
      {(data) => (
        <UserEditor
          key={id ?? 'new'}
          user={id === undefined ? undefined : user.data}
          teams={data.teams}
          skills={data.skills}
          chatShare={settings.data?.chat_share_percent}
        />
      )}
    </EntityPage>
  );
}
