import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { keepTeam, teamsQuery } from '@/features/admin-common/api/teams';
import { faults } from '@/features/admin-common/form/check-values';
import { FormFrame } from '@/features/admin-common/form/form-frame';
import { FormSection } from '@/features/admin-common/form/form-section';
import { useEntityForm } from '@/features/admin-common/form/use-entity-form';
import { PageHead } from '@/features/admin-common/page/page-head';
import { ActiveState } from '@/features/admin-common/parts/active-state';
import { PickList } from '@/features/admin-common/parts/pick-list';
import { ToggleButton } from '@/features/admin-common/parts/toggle-button';
import type { ServiceView, TeamInput, TeamView, UserView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Card } from '@/shared/ui/card/card';
import { TextField } from '@/shared/ui/field/field';
import { toast } from '@/shared/ui/toast/toasts';
import { changeTeam, createTeam } from '../api/save-team';

interface TeamDraft {
  name: string;
  supervisor_ids: readonly string[];
}

interface TeamEditorProps {
  team: TeamView | undefined;
  users: readonly UserView[];
  services: readonly ServiceView[];
}

const draftOf = (team: TeamView): TeamDraft => ({ name: team.name, supervisor_ids: team.supervisor_ids });

/** A team: its name, who supervises it, who belongs to it. */
export function TeamEditor({ team, users, services }: TeamEditorProps) {
  const t = useT();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useEntityForm<TeamView, TeamDraft>({
    applied: team,
    blank: { name: '', supervisor_ids: [] },
    draftOf,
    labels: { name: t('admin-people:team.name'), supervisor_ids: t('admin-people:team.supervisors') },
    check: (draft) => {
      const check = faults(t);
      check.text('name', draft.name, 80);
      return check.found;
    },
    save: (draft, changed, applied) => {
      const body: TeamInput = {
        ...(changed.includes('name') ? { name: draft.name.trim() } : {}),
        ...(changed.includes('supervisor_ids') ? { supervisor_ids: [...draft.supervisor_ids] } : {}),
      };
      return applied ? changeTeam(applied.id, { ...body, expected_updated_at: applied.updated_at }) : createTeam(body);
    },
    reload: async () => {
      const all = await queries.query({ ...teamsQuery, staleTime: 0 });
      const found = all.find(({ id }) => id === team?.id);
      if (!found) throw new Error('the team is gone');
      return found;
    },
    onSaved: (saved) => {
      keepTeam(queries, saved);
      toast(t(team ? 'admin:form.applied' : 'admin:form.created', { name: saved.name }));
      if (!team) void navigate({ to: '/admin/teams/$teamId', params: { teamId: saved.id }, replace: true, ignoreBlocker: true });
    },
  });
  const candidates = users.filter(
    (user) => form.draft.supervisor_ids.includes(user.id) || (!user.disabled && user.roles.some((role) => role !== 'agent')),
  );
  return (
    <FormFrame
      form={form}
      onCancel={() => void navigate({ to: '/admin/teams', ignoreBlocker: true })}
      head={
        <PageHead
          crumb={<Link to="/admin/teams">{t('admin:nav.teams')}</Link>}
          title={team?.name ?? t('admin-people:team.newTitle')}
          text={team && <ActiveState disabled={team.disabled} />}
          actions={
            team && (
              <ToggleButton
                disabled={team.disabled}
                change={async (disabled) => {
                  const saved = await changeTeam(team.id, { disabled });
                  keepTeam(queries, saved);
                  return saved;
                }}
              />
            )
          }
        />
      }
    >
      <Card>
        <FormSection title={t('admin-people:team.properties')}>
          <TextField
            label={form.labels.name}
            {...form.field('name')}
            name="name"
            value={form.draft.name}
            maxLength={80}
            autoComplete="off"
            autoFocus={!team}
            onChange={(event) => form.edit({ name: event.target.value })}
          />
          <PickList
            label={form.labels.supervisor_ids}
            hint={t('admin-people:team.supervisorsHint')}
            empty={t('admin-people:team.noSupervisors')}
            options={candidates.map((user) => ({ id: user.id, label: user.name, detail: user.username }))}
            selected={form.draft.supervisor_ids}
            {...form.field('supervisor_ids')}
            onChange={(supervisor_ids) => form.edit({ supervisor_ids })}
          />
        </FormSection>
        {team && <TeamFacts team={team} users={users} services={services} />}
      </Card>
    </FormFrame>
  );
}

function TeamFacts({ team, users, services }: { team: TeamView; users: readonly UserView[]; services: readonly ServiceView[] }) {
  const t = useT();
  const members = users.filter((user) => user.team_id === team.id);
  const work = services.filter((service) => service.team_ids.includes(team.id));
  return (
    <>
      <FormSection title={t('admin-people:team.members')} text={t('admin-people:team.membersText')}>
        {members.length === 0 ? (
          <p className="mut">{t('admin-people:team.noMembers')}</p>
        ) : (
          <ul className="name-list">
            {members.map((user) => (
              <li key={user.id}>
                <Link to="/admin/users/$userId" params={{ userId: user.id }}>
                  {user.name}
                </Link>
                {user.disabled && <span className="dim"> {t('admin:list.disabled')}</span>}
              </li>
            ))}
          </ul>
        )}
      </FormSection>
      <FormSection title={t('admin:nav.services')} text={t('admin-people:team.servicesText')}>
        {work.length === 0 ? (
          <p className="mut">{t('admin-people:team.noServices')}</p>
        ) : (
          <ul className="name-list">
            {work.map((service) => (
              <li key={service.id}>
                <Link to="/admin/services/$serviceId" params={{ serviceId: service.id }}>
                  {service.name}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </FormSection>
    </>
  );
}
