import { getRouteApi } from '@tanstack/react-router';
import { ReasonsPage } from '@/features/admin-reasons/ui/reasons-page';
import { LevelsPage } from '@/features/admin-skills/ui/levels-page';
import { SkillList } from '@/features/admin-skills/ui/skill-list';
import { TeamPage } from '@/features/admin-teams/ui/team-page';
import { TeamsPage } from '@/features/admin-teams/ui/teams-page';
import { UserPage } from '@/features/admin-users/ui/user-page';
import { UsersPage } from '@/features/admin-users/ui/users-page';
import { WithRight } from '@/features/admin-shell/ui/with-right';

const users = getRouteApi('/signed-in/admin/users');
const user = getRouteApi('/signed-in/admin/users/$userId');
const teams = getRouteApi('/signed-in/admin/teams');
const team = getRouteApi('/signed-in/admin/teams/$teamId');
const skills = getRouteApi('/signed-in/admin/skills');
const levels = getRouteApi('/signed-in/admin/skills/levels');

/** `/admin/users` */
export function UsersRoute() {
  const filter = users.useSearch();
  const navigate = users.useNavigate();
  return (
    <WithRight right="configure">
      <UsersPage filter={filter} onFilter={(search) => void navigate({ search, replace: true })} />
    </WithRight>
  );
}

/** `/admin/users/new` */
export function NewUserRoute() {
  return (
    <WithRight right="configure">
      <UserPage id={undefined} />
    </WithRight>
  );
}

/** `/admin/users/$userId` */
export function UserRoute() {
  return (
    <WithRight right="configure">
      <UserPage id={user.useParams().userId} />
    </WithRight>
  );
}

/** `/admin/teams` */
export function TeamsRoute() {
  const filter = teams.useSearch();
  const navigate = teams.useNavigate();
  return (
    <WithRight right="configure">
      <TeamsPage filter={filter} onFilter={(search) => void navigate({ search, replace: true })} />
    </WithRight>
  );
}

/** `/admin/teams/new` */
export function NewTeamRoute() {
  return (
    <WithRight right="configure">
      <TeamPage id={undefined} />
    </WithRight>
  );
}

/** `/admin/teams/$teamId` */
export function TeamRoute() {
  return (
    <WithRight right="configure">
      <TeamPage id={team.useParams().teamId} />
    </WithRight>
  );
}

/** `/admin/skills` */
export function SkillsRoute() {
  const filter = skills.useSearch();
  const navigate = skills.useNavigate();
  return (
    <WithRight right="configure">
      <SkillList filter={filter} onFilter={(search) => void navigate({ search, replace: true })} />
    </WithRight>
  );
}

/** `/admin/skills/levels` */
export function LevelsRoute() {
  const filter = levels.useSearch();
  const navigate = levels.useNavigate();
  return (
    <WithRight right="configure">
      <LevelsPage filter={filter} onFilter={(search) => void navigate({ search, replace: true })} />
    </WithRight>
  );
}

/** `/admin/reasons` */
export function ReasonsRoute() {
  return (
    <WithRight right="configure">
      <ReasonsPage />
    </WithRight>
  );
}
