import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { keepUser, userQuery } from '@/features/admin-common/api/users';
import { FormFrame } from '@/features/admin-common/form/form-frame';
import { useEntityForm } from '@/features/admin-common/form/use-entity-form';
import { PageHead } from '@/features/admin-common/page/page-head';
import { ActiveState } from '@/features/admin-common/parts/active-state';
import type { SkillView, TeamView, UserView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Card } from '@/shared/ui/card/card';
import { toast } from '@/shared/ui/toast/toasts';
import { changeUser, createUser } from '../api/save-user';
import { blankUser, checkUser, draftOf, toNewUser, toPatch, type UserDraft } from '../model/draft';
import { UserActions } from './user-actions';
import { UserFields } from './user-fields';

interface UserEditorProps {
  /** Undefined while a new one is written. */
  user: UserView | undefined;
  teams: readonly TeamView[];
  skills: readonly SkillView[];
  /** How much of an agent one chat takes, per cent, when it is known. */
  chatShare: number | undefined;
}

/** A user: who they are, what they may do, what work they get. */
export function UserEditor({ user, teams, skills, chatShare }: UserEditorProps) {
  const t = useT();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useEntityForm<UserView, UserDraft>({
    applied: user,
    blank: blankUser,
    draftOf,
    labels: {
      name: t('admin-people:user.name'),
      username: t('admin-people:user.username'),
      email: t('admin-people:user.email'),
      roles: t('admin-people:user.roles'),
      team_id: t('admin-people:user.team'),
      skills: t('admin-people:user.skills'),
      max_chats: t('admin-people:user.maxChats'),
      language: t('language'),
      password: t('admin-people:user.password'),
    },
    check: (draft) => checkUser(draft, user === undefined, t),
    save: (draft, changed, applied) => (applied ? changeUser(applied.id, toPatch(draft, changed, applied)) : createUser(toNewUser(draft))),
    reload: () => queries.query({ ...userQuery(user?.id ?? ''), staleTime: 0 }),
    onSaved: (saved) => {
      keepUser(queries, saved);
      toast(t(user ? 'admin:form.applied' : 'admin:form.created', { name: saved.name }));
      if (!user) void navigate({ to: '/admin/users/$userId', params: { userId: saved.id }, replace: true, ignoreBlocker: true });
    },
  });
  return (
    <FormFrame
      form={form}
      onCancel={() => void navigate({ to: '/admin/users', ignoreBlocker: true })}
      head={
        <PageHead
          crumb={<Link to="/admin/users">{t('admin:nav.users')}</Link>}
          title={user?.name ?? t('admin-people:user.newTitle')}
          text={user && <ActiveState disabled={user.disabled} />}
          actions={user && <UserActions user={user} />}
        />
      }
    >
      <Card>
        <UserFields form={form} teams={teams} skills={skills} chatShare={chatShare} />
      </Card>
    </FormFrame>
  );
}
